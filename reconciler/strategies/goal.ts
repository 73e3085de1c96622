import { defaults } from '../config/generated/defaults.ts';
import { lives, type ObservedInstance } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import { type Judgement, judgeUp, type UpGoal } from './readiness.ts';
import type { RolloutSettings, Watch } from './state.ts';
import type { Circumstances } from './strategy.ts';

/** What a change is done when it is seen. */
export type Goal =
  | ({ readonly kind: 'up' } & UpGoal)
  | { readonly kind: 'down' }
  /** From that path; what somebody else has under the same name elsewhere stays, as does what runs of it. */
  | { readonly kind: 'gone'; readonly path: string | null }
  /** Our mark is off. */
  | { readonly kind: 'unmarked' };

/** What touches no process needs no new proof that it stays up. */
const undisturbing: ReadonlySet<Change['action']> = new Set(['update', 'adopt']);

export function goalOf(change: Change): Goal {
  switch (change.action) {
    case 'delete':
      return { kind: 'gone', path: change.before.path };
    case 'forget':
      return { kind: 'unmarked' };
    case 'stop':
      return { kind: 'down' };
    default:
      return {
        kind: 'up',
        release: change.after.release ?? '',
        specHash: change.after.mark?.specHash ?? null,
        owner: change.after.mark?.owner ?? null,
        isAsItRuns: change.action === 'adopt',
        windowMs: undisturbing.has(change.action) ? 0 : policyOf(change).minReadyMs,
        checks: change.after.definition?.checks ?? null,
      };
  }
}

/** What a put-back is done when it is seen; without a release to bring back, the thing is left stopped. */
export function putBackGoal(change: Change, release: string | null): Goal {
  return release === null
    ? { kind: 'down' }
    : {
        kind: 'up',
        release,
        specHash: null,
        owner: null,
        isAsItRuns: false,
        windowMs: policyOf(change).minReadyMs,
        checks: null,
      };
}

export function policyOf(change: Change): {
  readonly minReadyMs: number;
  readonly progressDeadlineMs: number;
  readonly onFailure: 'rollback' | 'halt';
} {
  const policy = (change.after.definition ?? change.before.definition)?.rollout;
  return policy ?? unreadPolicy;
}

/** Where a definition cannot be read back. */
const unreadPolicy = {
  minReadyMs: defaults.service.rolloutMinReadyMs,
  progressDeadlineMs: defaults.rollout.unreadProgressDeadlineMs,
  onFailure: defaults.service.rolloutOnFailure,
} as const;

export function deadlineMs(change: Change, goal: Goal, settings: RolloutSettings): number {
  if (goal.kind === 'up') return policyOf(change).progressDeadlineMs;
  return settings.goneDeadlineMs + (change.before.definition?.stop.timeoutMs ?? 0);
}

export function judge(goal: Goal, watch: Watch, { observed, verdicts, at }: Circumstances): Judgement {
  if (observed === null) return { kind: 'unknown', reason: 'unreachable' };
  if (goal.kind === 'up') return judgeUp(goal, watch, { observed, verdicts, at });
  if (observed.run.kind === 'unknown' && goal.kind !== 'unmarked') {
    return { kind: 'unknown', reason: observed.run.reason };
  }
  if (reached(goal, observed)) return { kind: 'ready' };
  if (watch.actFailure !== null) return { kind: 'unmoved', reason: watch.actFailure };
  return { kind: 'not-yet', baseline: null, reason: observed.run.kind, wakeAtMs: null };
}

function reached(goal: Goal, observed: ObservedInstance): boolean {
  switch (goal.kind) {
    case 'down':
      return !lives(observed.run);
    case 'gone':
      if (observed.installed.kind === 'foreign') return observed.installed.path !== goal.path;
      return observed.installed.kind === 'absent' && !lives(observed.run);
    default:
      return observed.installed.kind !== 'marked';
  }
}
