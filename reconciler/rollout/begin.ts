import type { Observed } from '../model/observed.ts';
import { type Change, isActive, type Plan } from '../model/plan.ts';
import { denialOf } from '../plan/denials.ts';
import { type ChangeState, watchFrom } from '../strategies/state.ts';
import type { Rollout } from './state.ts';

/** A rollout of this plan from its beginning; also after a crash, since the plan then holds only what is left. */
export function begin(plan: Plan, observed: Observed): Rollout {
  const states: Record<string, ChangeState> = {};
  for (const change of plan.changes) {
    if (isActive(change)) states[change.address] = { phase: 'waiting' };
  }
  for (const { address } of unproven(plan, observed)) {
    states[address] = { phase: 'checking', watch: watchFrom(observed.at) };
  }
  return { states, stopped: null };
}

/**
 * What stands as it should and was never seen to be ready: an earlier controller died between its step and its verdict.
 * Nothing is done to it, but it is watched as if it had just been started.
 */
export function unproven(plan: Plan, observed: Observed): readonly Change[] {
  const ledgers = new Map(
    observed.machines.flatMap((machine) =>
      machine.kind === 'seen' ? [[machine.machine, machine.ledger]] : [],
    ),
  );
  const denied = denialOf(plan);
  return plan.changes.filter((change) => {
    const { action, reason, machine, instance, before, held } = change;
    if (action !== 'none' || held || before.mark === null || before.release === null) return false;
    const ledger = ledgers.get(machine);
    if (ledger === undefined || denied(change) !== null) return false;
    const owed = ledger.incomplete[instance];
    if (reason === 'rejected') return owed === before.release;
    if (reason !== 'converged' && reason !== 'overridden' && reason !== 'failed') return false;
    return ledger.lastGood[instance] !== before.release || owed !== undefined;
  });
}
