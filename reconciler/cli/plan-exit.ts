import type { Planned } from '../pass/engine.ts';
import { type ExitCondition, exitCode, hasDifferences, planConditions } from '../plan/exit-code.ts';

/** @param detailed differences count too (`--detailed-exitcode`, `drift`). */
export function planExitCode({ plan }: Planned, detailed: boolean): number {
  if (plan === null) return exitCode(['error']);
  const differences: readonly ExitCondition[] = detailed && hasDifferences(plan) ? ['differences'] : [];
  return exitCode([...planConditions(plan, 'plan'), ...differences]);
}
