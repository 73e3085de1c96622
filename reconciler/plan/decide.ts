import { lives, type Marked, type ObservedInstance } from '../model/observed.ts';
import type { Action } from '../model/plan.ts';
import { type Candidate, finished, fromComparison, none } from './candidate.ts';
import { allowed, changeOf, type Decided, type Decision, denied } from './change.ts';
import { classify } from './classify.ts';
import { compare } from './compare.ts';
import { own } from './context.ts';
import { decideRejected, isRejected } from './rejected.ts';
import { mayHaveMissedReload } from './running.ts';
import { matchesAny } from './select.ts';
import { markOfTarget, type Target, targetOf } from './target.ts';

/** What must become true of it, by itself: holds, options and guards come after. */
export function decide(candidate: Candidate): Decided {
  const { context, wanted, subject, observed, before } = candidate;
  const { options } = context.input;
  const adopt = wanted.adopt || matchesAny(options.adopt, subject);
  const found = classify(context, observed);
  const target = targetOf(context, wanted, subject.backend, before);
  switch (found.kind) {
    case 'foreign':
      return adopt ? adoption(candidate, target) : foreign(candidate, found.installed.path);
    case 'other-owner':
      return denied(none(candidate, 'other-owner', found.installed.mark.owner), 'other-owner', {
        owner: found.installed.mark.owner,
        path: found.installed.path,
      });
    case 'copied':
      if (!adopt && !options.takeOver) return copied(candidate, found.installed);
      return decideManaged(candidate, target, found.installed, adopt);
    case 'managed':
      return decideManaged(candidate, target, found.installed, adopt);
    case 'absent':
    case 'running-orphan':
      return decideMissing(candidate, target, adopt);
  }
}

function decideManaged(candidate: Candidate, target: Target, installed: Marked, adopt: boolean): Decided {
  if (isRejected(candidate, target)) return decideRejected(candidate, target, installed);
  const comparison = compare(candidate.context, target, candidate.observed, installed);
  if (comparison.install && !adopt) {
    const taken = foreignFile(candidate, target, installed);
    if (taken !== null) return foreign(candidate, taken);
  }
  return supported(candidate, target, fromComparison(candidate, target, comparison));
}

function decideMissing(candidate: Candidate, target: Target, adopt: boolean): Decided {
  const { context, observed, subject, renamed, moves } = candidate;
  if (isRejected(candidate, target)) return decideRejected(candidate, target, null);
  const taken = adopt ? null : foreignFile(candidate, target, null);
  if (taken !== null) return foreign(candidate, taken);
  const wasHere = own(context.ledger.lastGood, subject.instance) === target.release || lives(observed.run);
  const drift = wasHere && !moves && renamed === null;
  const reason =
    renamed !== null ? 'renamed' : moves ? 'backend-changed' : drift ? 'unit-missing' : 'not-installed';
  return supported(candidate, target, {
    action: missingAction(observed, target),
    reason,
    detail: renamed ?? '',
    drift,
  });
}

function missingAction(observed: ObservedInstance, target: Target): Action {
  const { run } = observed;
  if (run.kind === 'running' && run.restartHash === target.hashes.restart) {
    return mayHaveMissedReload(target, run) ? 'reload' : 'update';
  }
  return lives(observed.run) ? 'restart' : 'create';
}

/** Only what would really be written is asked of the backend. */
function supported(candidate: Candidate, target: Target, decision: Decision): Decided {
  const { context, subject } = candidate;
  if (decision.action === 'none') return allowed(changeOf(subject, candidate.before, decision));
  const refusals = context.rules.refusals(context.backend, target.definition);
  const [first] = refusals;
  if (first === undefined) return allowed(finished(candidate, target, decision));
  const change = none(candidate, 'unsupported', first.field);
  return {
    change,
    denials: refusals.map((refusal) => ({
      code: 'unsupported',
      address: change.address,
      values: { ...refusal.values, field: refusal.field, cause: refusal.code, backend: subject.backend },
    })),
  };
}

function adoption(candidate: Candidate, target: Target): Decided {
  const { installed } = candidate.observed;
  if (installed.kind !== 'foreign') return allowed(none(candidate, 'converged', ''));
  const { context, observed } = candidate;
  const mark = markOfTarget(context, target);
  const texts = context.rules.adoption?.(context.backend, observed, mark);
  // What cannot be shown as a whole is not taken over unseen.
  if (texts === null) return foreign(candidate, installed.path);
  return supported(candidate, target, {
    action: 'adopt',
    reason: 'adoptable',
    detail: installed.path,
    paths: texts === undefined ? [] : [{ path: 'installed', ...texts, at: null }],
  });
}

/** A managed file's path where something lies that no release of ours put there. */
function foreignFile(candidate: Candidate, target: Target, installed: Marked | null): string | null {
  const { files } = candidate.context;
  const known = new Set(installed?.definition?.files.map(({ path }) => path));
  // Unreadable, edited definition: it was ours, so its files were.
  if (installed !== null && installed.definition === null) return null;
  const taken = target.definition.files.find((file) => {
    const actual = own(files, file.path);
    return actual !== undefined && actual !== null && actual !== file.digest && !known.has(file.path);
  });
  return taken !== undefined && !heldBefore(candidate) ? taken.path : null;
}

/** Its definition is gone or under another name, but its files were written by us. */
function heldBefore({ context, subject, renamed, moves, observed }: Candidate): boolean {
  const known = own(context.ledger.lastGood, subject.instance) !== undefined;
  return renamed !== null || moves || (observed.installed.kind === 'absent' && known);
}

function foreign(candidate: Candidate, path: string): Decided {
  return denied(none(candidate, 'foreign', path), 'foreign', { path });
}

function copied(candidate: Candidate, installed: Marked): Decided {
  return denied(none(candidate, 'mark-copied', installed.path), 'foreign', {
    path: installed.path,
    cause: 'mark-copied',
    machineId: installed.mark.machineId,
  });
}
