import type { RunOutcome } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';

/** Exit codes by what they mean. */
export const exitCodes = {
  usage: 64,
  error: 1,
  'rollout-failed': 3,
  interrupted: 130,
  denied: 7,
  stale: 6,
  locked: 5,
  unreachable: 4,
  waiting: 8,
  differences: 2,
} as const;
export type ExitCondition = keyof typeof exitCodes;

/** Of several, the first in this order is what is said: 1, 3, 7, 6, 5, 4, 8, 2; nothing: 0. */
const precedence = Object.keys(exitCodes) as readonly ExitCondition[];

export function exitCode(conditions: Iterable<ExitCondition>): number {
  const all = new Set(conditions);
  const first = precedence.find((condition) => all.has(condition));
  return first === undefined ? 0 : exitCodes[first];
}

/** What a plan says by itself. A dirty tree may be planned; only applying it is denied. */
export function planConditions(plan: Plan, verb: 'plan' | 'apply'): ReadonlySet<ExitCondition> {
  const conditions = new Set<ExitCondition>();
  if (plan.denials.some(({ code }) => verb === 'apply' || code !== 'dirty')) conditions.add('denied');
  if (plan.machines.some(({ reached }) => !reached)) conditions.add('unreachable');
  if (plan.changes.some(({ reason }) => reason === 'unreachable')) conditions.add('unreachable');
  if (plan.changes.some(({ held }) => held)) conditions.add('waiting');
  return conditions;
}

/** `plan --detailed-exitcode` and `drift`. */
export function hasDifferences(plan: Plan): boolean {
  return plan.changes.some(({ action, held }) => action !== 'none' || held);
}

const byOutcome: Readonly<Record<RunOutcome, ExitCondition | null>> = {
  done: null,
  failed: 'rollout-failed',
  'rolled-back': 'rollout-failed',
  halted: 'rollout-failed',
  incomplete: 'rollout-failed',
  interrupted: 'interrupted',
  denied: 'denied',
  waiting: 'waiting',
  unreachable: 'unreachable',
  stale: 'stale',
  locked: 'locked',
};

export function outcomeCondition(outcome: RunOutcome): ExitCondition | null {
  return byOutcome[outcome];
}

/** diff(1) alone has its own three: 0 same, 1 differs, 2 trouble. */
export function diffExitCode(state: 'same' | 'differs' | 'trouble'): number {
  return { same: 0, differs: 1, trouble: 2 }[state];
}
