import { canonicalJson } from '../../model/json.ts';
import type { Change, Plan } from '../../model/plan.ts';

/** Changes that read the same on several machines are one entry of a screen. */
export interface ChangeGroup {
  /** The first of them stands for all. */
  readonly change: Change;
  readonly machines: readonly string[];
}

/** In the order of their first change; what stays as it is and needs no word is left out. */
export function groupsOf(plan: Plan): readonly ChangeGroup[] {
  const groups = new Map<string, { change: Change; machines: string[] }>();
  for (const change of plan.changes) {
    if (!isTold(change)) continue;
    const key = canonicalJson([
      change.instance,
      change.action,
      change.reason,
      change.detail,
      change.held,
      change.drift,
      change.paths.map(({ path, before, after }) => [path, before, after]),
      change.before.release,
      change.after.release,
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { change, machines: [change.machine] });
    else group.machines.push(change.machine);
  }
  return [...groups.values()];
}

/** Nothing to be done is worth a word only when something keeps us from doing it. */
export function isTold(change: Change): boolean {
  if (change.action !== 'none' || change.held) return true;
  return !['converged', 'excluded', 'unreachable'].includes(change.reason);
}
