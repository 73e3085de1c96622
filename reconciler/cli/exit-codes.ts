import type { Planned, Status } from '../pass/engine.ts';
import { type ExitCondition, exitCode, hasDifferences, planConditions } from '../plan/exit-code.ts';

/** @param detailed differences count too (`--detailed-exitcode`, `drift`). */
export function planExitCode({ plan }: Planned, detailed: boolean): number {
  if (plan === null) return exitCode(['error']);
  const differences: readonly ExitCondition[] = detailed && hasDifferences(plan) ? ['differences'] : [];
  return exitCode([...planConditions(plan, 'plan'), ...differences]);
}

/** What was looked at is shown either way; a part of it that could not be seen is no success. */
export function statusExitCode({ machines }: Pick<Status, 'machines'>): number {
  return exitCode(machines.every(({ reached }) => reached) ? [] : ['unreachable']);
}
