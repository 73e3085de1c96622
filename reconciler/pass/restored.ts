import { defaults } from '../config/generated/defaults.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Observed } from '../model/observed.ts';
import type { World } from './world.ts';

/**
 * Machines whose ledger is older than what this journal saw done there: put back from an image, perhaps with services
 * that were since rejected. The ledger travels first in every batch with the sequence of the batch's intent, so a done
 * batch later than the anchored sequence cannot be without that.
 */
export async function restoredMachines(
  world: World,
  stack: string,
  observed: Observed,
): Promise<readonly { readonly machine: string; readonly expected: number; readonly found: number }[]> {
  const seen = observed.machines.filter((machine) => machine.kind === 'seen');
  const store = await world.store();
  const expected = lastDone(
    await Array.fromAsync(
      store.events({ stack, kinds: ['intent', 'outcome'], last: defaults.pass.recentEventsCount }),
    ),
  );
  return seen.flatMap((machine) => {
    const audit = machine.ledger.audit;
    const intended = expected.get(machine.machine);
    if (intended === undefined) return [];
    const found = audit === null ? 0 : audit.sequence;
    const ours = audit === null || audit.journal === store.journal;
    return ours && found < intended ? [{ machine: machine.machine, expected: intended, found }] : [];
  });
}

function lastDone(events: readonly JournalEvent[]): ReadonlyMap<string, number> {
  const intents = new Map<string, number>();
  const done = new Map<string, number>();
  for (const { sequence, event } of events) {
    if (event.kind === 'intent') intents.set(event.batch, sequence);
    if (event.kind === 'outcome' && event.result === 'done') {
      const intended = intents.get(event.batch);
      if (intended !== undefined) done.set(event.machine, intended);
    }
  }
  return done;
}
