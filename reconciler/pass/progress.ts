import type { Progress } from '../model/event.ts';
import { isActive, type Plan } from '../model/plan.ts';
import type { ChangeState } from '../rollout/state.ts';

/** Says each change of state once, in the order of the plan. */
export function progressReporter(
  plan: Plan,
  say: (progress: Progress) => void,
): (states: Readonly<Record<string, ChangeState>>) => void {
  const said = new Map<string, string>();
  const active = plan.changes.filter(isActive);
  say({ kind: 'planned', changes: active.length });
  return (states) => {
    for (const { address, action } of plan.changes) {
      const state = states[address];
      if (state === undefined) continue;
      const detail = 'reason' in state ? state.reason : '';
      const key = `${state.phase} ${detail}`;
      if (said.get(address) === key) continue;
      said.set(address, key);
      say({ kind: 'step', address, action, state: state.phase, detail });
    }
  };
}
