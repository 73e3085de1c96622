import { ProvctlError } from '../model/error.ts';
import type { RunOutcome } from '../model/event.ts';
import type { Observed } from '../model/observed.ts';
import { type Change, isActive, type Plan } from '../model/plan.ts';
import { wholeDenials } from '../plan/denials.ts';
import { exitCode, exitCodes, outcomeCondition, planConditions } from '../plan/exit-code.ts';
import { matchesAny, unknownNames } from '../plan/select.ts';
import { type Stale, staleness } from '../plan/staleness.ts';
import { unproven } from '../rollout/begin.ts';
import type { Applied, ApplyRequest } from './engine.ts';

export function codeOf(plan: Plan, outcome: RunOutcome): number {
  const condition = outcomeCondition(outcome);
  return exitCode([...planConditions(plan, 'apply'), ...(condition === null ? [] : [condition])]);
}

/** Machines whose services or ledger this run may change; one that is denied as a whole is not spoken to. */
export function touched(
  plan: Plan,
  observed: Observed,
  request: ApplyRequest,
  takenOver: readonly string[],
): readonly string[] {
  const named = isHolding(request) ? plan.changes.filter((change) => isNamed(change, request)) : [];
  const concerned = [...plan.changes.filter(isActive), ...unproven(plan, observed), ...named];
  const denied = new Set(plan.denials.map(({ address }) => address));
  return [...new Set([...concerned.map((change) => change.machine), ...takenOver])]
    .filter((machine) => !denied.has(`${machine}/*`))
    .sort();
}

export function isNamed(change: Change, request: ApplyRequest): boolean {
  return matchesAny(request.options.imperative?.names ?? [], change);
}

/**
 * A slip of the pen must not look like success.
 * @throws ProvctlError `service.unknown`
 */
export function refuseUnknown(plan: Plan, options: ApplyRequest['options']): void {
  const [unknown] = unknownNames(options, plan.changes);
  if (unknown === undefined) return;
  const known = [...new Set(plan.changes.map(({ service }) => service))].sort().join(', ');
  throw new ProvctlError('service.unknown', { service: unknown, known });
}

/** Denied as a whole, or nothing to do: said before anybody is asked. */
export function beforeActing(
  plan: Plan,
  observed: Observed,
  request: ApplyRequest,
  takenOver: readonly string[],
): { readonly outcome: Applied['outcome']; readonly exitCode: number } | null {
  if (wholeDenials(plan).length > 0) return { outcome: 'denied', exitCode: exitCodes.denied };
  if (plan.changes.some(isActive) || takenOver.length > 0) return null;
  if (isHolding(request) || unproven(plan, observed).length > 0) return null;
  return { outcome: standstill(plan), exitCode: codeOf(plan, 'done') };
}

/** Nothing moves: because all is as it should be, or because it may not. */
function standstill(plan: Plan): Applied['outcome'] {
  if (plan.denials.length > 0) return 'denied';
  if (plan.machines.some(({ reached }) => !reached)) return 'unreachable';
  return plan.changes.some(({ held }) => held) ? 'waiting' : 'nothing-to-do';
}

/** A `stop` of what is stopped already still leaves its hold. */
function isHolding(request: ApplyRequest): boolean {
  return request.options.imperative?.verb === 'stop';
}

/** Why it may not be applied, one code each; empty: it still holds. */
export function staleSaved(saved: Plan, fresh: Plan, observed: Observed): readonly string[] {
  const used = observed.machines.some(
    (machine) => machine.kind === 'seen' && machine.ledger.usedPlans.includes(saved.id),
  );
  return used ? ['plan-used'] : staleness(saved, fresh).map(staleWord);
}

export function staleWord({ what, subject }: Stale): string {
  return subject === '' ? `stale-${what}` : `stale-${what} ${subject}`;
}
