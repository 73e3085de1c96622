import { lives, type Marked } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import { type Candidate, finished, fromComparison } from './candidate.ts';
import { changeOf, type Decided, type Decision } from './change.ts';
import { compare } from './compare.ts';
import { own } from './context.ts';
import { fingerprint } from './fingerprint.ts';
import { checksHash } from './hashes.ts';
import { installedTarget, type Target } from './target.ts';

/** Rejected here before, by the very checks that it has now, and not proven since. */
export function isRejected({ context, subject }: Candidate, target: Target): boolean {
  const rejections = own(context.ledger.rejected, subject.instance);
  const checks = checksHash(target.definition);
  const isJudged = rejections?.some(
    (entry) => entry.release === target.release && (entry.checks === undefined || entry.checks === checks),
  );
  if (isJudged !== true) return false;
  return own(context.ledger.lastGood, subject.instance) !== target.release;
}

/**
 * The desired release failed here before, so the last good one is what is kept: healed when reality moves, put back when
 * it is not what stands there, and never replaced until the desired one changes or is retried by hand.
 */
export function decideRejected(candidate: Candidate, target: Target, installed: Marked | null): Decided {
  const { context, subject } = candidate;
  const { release } = target;
  const why = own(context.ledger.rejected, subject.instance)?.findLast((entry) => entry.release === release);
  const change = kept(candidate, target, installed);
  return {
    change,
    denials: [{ code: 'rejected', address: change.address, values: { release, reason: why?.reason ?? '' } }],
  };
}

/** What is done about a thing whose desired release is rejected. */
export function kept(candidate: Candidate, target: Target, installed: Marked | null): Change {
  const { context, subject, before, observed } = candidate;
  const lastGood = own(context.ledger.lastGood, subject.instance) ?? null;
  const left: Decision = { action: 'none', reason: 'rejected', detail: target.release };
  if (installed !== null && installed.definition !== null && installed.mark.release === lastGood) {
    const good = installedTarget(installed.definition, installed.mark);
    const comparison = compare(context, good, observed, installed);
    if (comparison.run === 'none' && !comparison.install) return changeOf(subject, before, left);
    return finished(candidate, good, fromComparison(candidate, good, comparison));
  }
  const seen = fingerprint(observed, before.definition, context.files);
  if (lastGood !== null) {
    return changeOf(subject, before, {
      action: 'restart',
      reason: 'put-back',
      detail: lastGood,
      // Its definition lies beside its release on the machine.
      after: {
        release: lastGood,
        definition: null,
        mark: null,
        path: before.path,
        digest: null,
        run: 'running',
      },
      fingerprint: seen,
      drift: true,
    });
  }
  if (installed?.mark.release !== target.release || !lives(observed.run))
    return changeOf(subject, before, left);
  return changeOf(subject, before, {
    action: 'stop',
    reason: 'rejected',
    detail: target.release,
    after: { ...before, run: 'stopped' },
    fingerprint: seen,
  });
}
