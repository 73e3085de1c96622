import type { Action, Change, Plan } from '../model/plan.ts';

/** Each change is counted once: held, then unreachable, then healed, then by what is done. */
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
export type Summary = Readonly<Record<Counted, number>>;

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

export function summary(plan: Pick<Plan, 'changes'>): Summary {
  const counts: Record<Counted, number> = Object.fromEntries(counted.map((name) => [name, 0])) as Record<
    Counted,
    number
  >;
  for (const change of plan.changes) {
    const name = countedAs(change);
    if (name !== null) counts[name] += 1;
  }
  return counts;
}

export function countedAs(change: Change): Counted | null {
  if (change.held) return 'held';
  if (change.reason === 'unreachable') return 'unreachable';
  return change.drift && change.action !== 'none' ? 'heal' : byAction[change.action];
}

/** Changes that an apply would make. */
export function actionable(plan: Pick<Plan, 'changes'>): readonly Change[] {
  return plan.changes.filter(({ action }) => action !== 'none');
}
