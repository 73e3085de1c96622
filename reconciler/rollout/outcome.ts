import type { RunOutcome } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import { type ChangeState, hasEnded } from '../strategies/state.ts';
import type { Rollout } from './state.ts';

/** Said in this order: what is worst for whoever relies on it comes first. */
export function outcomeOf(plan: Plan, rollout: Rollout): RunOutcome {
  const states = Object.values(rollout.states);
  const any = (phase: ChangeState['phase'], reason?: string) =>
    states.some((state) => state.phase === phase && (reason === undefined || reasonOf(state) === reason));
  if (any('incomplete')) return 'incomplete';
  if (any('put-back')) return 'rolled-back';
  if (rollout.stopped === 'superseded') return 'locked';
  if (rollout.stopped === 'halted') return 'halted';
  if (any('failed')) return 'failed';
  if (rollout.stopped === 'interrupted' && any('skipped', 'interrupted')) return 'interrupted';
  if (any('skipped', 'denied') || plan.denials.length > 0) return 'denied';
  if (any('unknown') || any('skipped', 'unreachable') || plan.machines.some(({ reached }) => !reached)) {
    return 'unreachable';
  }
  if (any('skipped')) return 'failed';
  return plan.changes.some(({ held }) => held) ? 'waiting' : 'done';
}

function reasonOf(state: ChangeState): string {
  return hasEnded(state) ? state.reason : '';
}
