import type { Action, Change, Plan } from '../model/plan.ts';

/** What a change is counted as; one list for people and for JSON, in the order in which it is said. */
export const changeKinds = [
  'add',
  'change',
  'replace',
  'restart',
  'reload',
  'start',
  'stop',
  'adopt',
  'heal',
  'forget',
  'remove',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface PlanCounts {
  readonly kinds: Readonly<Record<ChangeKind, number>>;
  /** Sum of all kinds. */
  readonly changes: number;
  readonly held: number;
  /** Machines, not instances: one line that is down is one trouble. */
  readonly unreachable: number;
  readonly instances: number;
}

const kindOfAction: Readonly<Record<Exclude<Action, 'none'>, ChangeKind>> = {
  create: 'add',
  update: 'change',
  replace: 'replace',
  restart: 'restart',
  reload: 'reload',
  start: 'start',
  stop: 'stop',
  delete: 'remove',
  adopt: 'adopt',
  forget: 'forget',
};

/** What drifted is healed, whatever has to be done for it. Null: nothing is done. */
export function kindOf(change: Change): ChangeKind | null {
  if (change.action === 'none') return null;
  return change.drift ? 'heal' : kindOfAction[change.action];
}

/** Each change counts once; what is held counts as held alone. */
export function countsOf(plan: Pick<Plan, 'changes' | 'machines'>): PlanCounts {
  const kinds = Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
  let held = 0;
  let changes = 0;
  for (const change of plan.changes) {
    if (change.held) held += 1;
    const kind = change.held ? null : kindOf(change);
    if (kind === null) continue;
    kinds[kind] += 1;
    changes += 1;
  }
  return {
    kinds,
    changes,
    held,
    unreachable: plan.machines.filter(({ reached }) => !reached).length,
    instances: plan.changes.length,
  };
}

/** Changes that an apply would make. */
export function actionable(plan: Pick<Plan, 'changes'>): readonly Change[] {
  return plan.changes.filter(({ action }) => action !== 'none');
}
