import { text } from '../../config/text.ts';
import type { Plan } from '../../model/plan.ts';
import { type Counted, counted, countsOf } from '../../plan/summary.ts';

/** `Plan: 1 to add, 12 to restart. 1 held, 1 unreachable.` */
export function summaryText(plan: Plan): string {
  const counts = countsOf(plan);
  const told = counted.filter((name) => counts[name] > 0);
  const words = (names: readonly Counted[]) =>
    names.map((name) => text(`cli.plan.count.${name}`, { count: counts[name] })).join(', ');
  const changes = words(told.filter((name) => !isApart(name)));
  const apart = words(told.filter(isApart));
  const tail = apart === '' ? '' : ` ${apart}.`;
  if (changes !== '') return `${text('cli.plan.summary', { changes })}${tail}`;
  // Nothing is to be done about what was not seen, is foreign or keeps crashing: that makes none of it as declared.
  const count = plan.changes.filter(({ reason }) => reason === 'converged').length;
  return `${plan.changes.length === 0 ? text('cli.plan.nothing') : text('cli.plan.no-changes', { count })}${tail}`;
}

/** What no apply would change. */
function isApart(name: Counted): boolean {
  return name === 'held' || name === 'unreachable';
}
