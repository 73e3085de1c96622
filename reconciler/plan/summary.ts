import { type Action, type Change, isActive, type Plan } from '../model/plan.ts';

/** What is counted; one list for people and for JSON, in the order in which it is said. */
export const counted = [
  'add',
  'change',
  'restart',
  'reload',
  'start',
  'stop',
  'heal',
  'adopt',
  'remove',
  'forget',
  'held',
  'unreachable',
] as const;
export type Counted = (typeof counted)[number];
export type PlanCounts = Readonly<Record<Counted, number>>;

const byAction = {
  create: 'add',
  update: 'change',
  replace: 'restart',
  restart: 'restart',
  reload: 'reload',
  start: 'start',
  stop: 'stop',
  delete: 'remove',
  adopt: 'adopt',
  forget: 'forget',
  none: null,
} as const satisfies Record<Action, Counted | null>;

/** Each change counts once, what is held as held alone; machines that were not reached count as machines. */
export function countsOf(plan: Pick<Plan, 'changes' | 'machines'>): PlanCounts {
  const counts = Object.fromEntries(counted.map((name) => [name, 0])) as Record<Counted, number>;
  for (const change of plan.changes) {
    const name = countedAs(change);
    if (name !== null) counts[name] += 1;
  }
  counts.unreachable = plan.machines.filter(({ reached }) => !reached).length;
  return counts;
}

/** What drifted is healed, whatever has to be done for it. Null: nothing is done. */
export function countedAs(change: Change): Counted | null {
  if (change.held) return 'held';
  return change.drift && change.action !== 'none' ? 'heal' : byAction[change.action];
}

/** Changes that an apply would make. */
export function actionable(plan: Pick<Plan, 'changes'>): readonly Change[] {
  return plan.changes.filter(isActive);
}
