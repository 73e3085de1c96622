import { withHold, withLetGo, withoutHold, withUsedPlan } from '../model/ledger-change.ts';
import type { Plan } from '../model/plan.ts';
import { isNamed } from './before-acting.ts';
import type { ApplyRequest } from './engine.ts';
import type { LedgerBook } from './ledger-book.ts';
import type { World } from './world.ts';

/** What the ledgers must know before anything happens: a plan is used up, a stop is held, a release is let go. */
export function noteIntentions(
  world: World,
  plan: Plan,
  request: ApplyRequest,
  ledgers: LedgerBook,
  machines: readonly string[],
): void {
  const imperative = request.options.imperative;
  for (const machine of machines) {
    if (request.saved !== null)
      ledgers.change(machine, (ledger) => withUsedPlan(ledger, request.saved?.id ?? ''));
  }
  for (const { action, machine, before } of plan.changes) {
    const { release } = before;
    if (action === 'forget' && release !== null)
      ledgers.change(machine, (ledger) => withLetGo(ledger, release));
  }
  if (imperative === null) return;
  for (const change of plan.changes) {
    if (!isNamed(change, request)) continue;
    if (imperative.verb === 'stop') {
      const hold = {
        by: world.actor,
        reason: request.reason,
        since: world.clock.wall(),
        wanted: 'stopped' as const,
      };
      ledgers.change(change.machine, (ledger) => withHold(ledger, change.service, hold));
    } else if (imperative.verb === 'start')
      ledgers.change(change.machine, (ledger) => withoutHold(ledger, change.service));
  }
}
