import type { Change, Denial, Plan } from '../model/plan.ts';

/** These only withhold deletions, which the plan shows as held; everything else goes on. */
const withholding: ReadonlySet<Denial['code']> = new Set(['prune-limit', 'prune-empty', 'shallow']);

/** Denials that refuse an apply as a whole. */
export function wholeDenials(plan: Pick<Plan, 'denials'>): readonly Denial[] {
  return plan.denials.filter(({ address, code }) => address === null && !withholding.has(code));
}

/** Why this one change may not be made; null: it may. Withheld deletions are no changes any more. */
export function denialOf(plan: Pick<Plan, 'denials'>): (change: Change) => Denial | null {
  const whole = wholeDenials(plan)[0] ?? null;
  const byAddress = new Map<string, Denial>();
  for (const denial of plan.denials) {
    // A rejected release is not tried; keeping the last good one is not denied.
    if (denial.address !== null && denial.code !== 'rejected') byAddress.set(denial.address, denial);
  }
  return (change) =>
    whole ??
    byAddress.get(change.address) ??
    byAddress.get(`${change.machine}/${change.instance}`) ??
    byAddress.get(`${change.machine}/*`) ??
    null;
}
