import type { DesiredInstance } from '../model/desired.ts';
import type { ObservedInstance } from '../model/observed.ts';
import type { Action, Change, InstanceState } from '../model/plan.ts';
import { changeOf, type Decision, type Subject } from './change.ts';
import type { Comparison } from './compare.ts';
import type { MachineContext } from './context.ts';
import { changedPaths } from './diff.ts';
import { fingerprint } from './fingerprint.ts';
import { matchesAny } from './select.ts';
import { markOfTarget, type Target } from './target.ts';

/** One desired instance and what stands in its place. */
export interface Candidate {
  readonly context: MachineContext;
  readonly wanted: DesiredInstance;
  readonly subject: Subject;
  readonly observed: ObservedInstance;
  readonly before: InstanceState;
  /** Instance of ours that this one is the new name of. */
  readonly renamed: string | null;
  /** The same instance stands in another backend, where it will be removed. */
  readonly moves: boolean;
}

export function fromComparison(candidate: Candidate, target: Target, comparison: Comparison): Decision {
  const { run, install, reason, detail, drift } = comparison;
  const action: Action = run !== 'none' ? run : install ? 'update' : 'none';
  const replaced = matchesAny(candidate.context.input.options.replace, candidate.subject);
  if (replaced && action !== 'restart' && action !== 'start') {
    return {
      action: 'replace',
      reason: action === 'none' ? 'replace-requested' : reason,
      detail,
      drift: false,
    };
  }
  if (action === 'none') return { action, reason, detail };
  const paths = [
    ...changedOwner(candidate),
    ...changedPaths(candidate.before.definition, target.definition, candidate.wanted.places),
  ];
  return { action, reason, detail, drift, paths };
}

export function finished(candidate: Candidate, target: Target, decision: Decision): Change {
  const { context, subject, before, observed } = candidate;
  const mark = markOfTarget(context, target);
  const after: InstanceState = {
    release: target.release,
    definition: target.definition,
    mark,
    path: mark.path,
    digest: null,
    run: decision.action === 'update' || decision.action === 'adopt' ? before.run : wantedRun(target),
  };
  return changeOf(subject, before, {
    after,
    fingerprint: fingerprint(observed, target.definition, context.files),
    ...decision,
  });
}

/** Said beside whatever else changes: from then on another owner's hand is refused. */
function changedOwner({ before, context }: Candidate): Change['paths'] {
  const owner = before.mark?.owner ?? context.backend.owner;
  if (owner === context.backend.owner) return [];
  return [{ path: 'stack.ownerId', before: owner, after: context.backend.owner, at: null }];
}

function wantedRun(target: Target): string {
  return target.definition.schedule === undefined ? 'running' : 'scheduled';
}

export function none(candidate: Candidate, reason: Decision['reason'], detail: string): Change {
  return changeOf(candidate.subject, candidate.before, { action: 'none', reason, detail });
}
