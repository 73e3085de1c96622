import { defaults } from '../config/generated/defaults.ts';
import type { JournalEvent } from '../model/event.ts';
import type { BatchResult } from '../model/operation.ts';
import type { Lines } from './lines.ts';
import type { RunJournal } from './run-journal.ts';
import type { World } from './world.ts';

/**
 * Settles what an earlier run left open: for each intent without an outcome, the machine is asked what became of the
 * batch. One that still runs is waited for. The plan made afterwards rests on what is seen, not on this; the journal
 * must only not end in a claim that nobody looked at.
 */
export async function settleOpenIntents(
  world: World,
  lines: Lines,
  owners: readonly string[],
  journal: RunJournal,
  stack: string,
): Promise<number> {
  const store = await world.store();
  const open = openIntents(
    await Array.fromAsync(
      store.events({ stack, kinds: ['intent', 'outcome'], last: defaults.pass.recentEventsCount }),
    ),
  );
  for (const { batch, machine } of open) {
    const session = lines.session(machine);
    if (session === null) continue;
    let result: BatchResult = { kind: 'unknown' };
    for (const owner of owners) {
      do {
        if (result.kind === 'running') await world.clock.wait(defaults.pass.readBackEveryMs);
        result = await session.readBack(owner, batch);
      } while (result.kind === 'running');
      if (result.kind !== 'unknown') break;
    }
    await journal.outcome(batch, machine, settled(result), []);
  }
  return open.length;
}

interface OpenIntent {
  readonly batch: string;
  readonly machine: string;
}

function openIntents(events: readonly JournalEvent[]): readonly OpenIntent[] {
  const open = new Map<string, OpenIntent>();
  for (const { event } of events) {
    if (event.kind === 'intent') open.set(event.batch, { batch: event.batch, machine: event.machine });
    if (event.kind === 'outcome') open.delete(event.batch);
  }
  return [...open.values()];
}

/** A machine that never heard of the batch did nothing: its intent is void. */
function settled(result: BatchResult): 'done' | 'failed' | 'void' | 'unknown' {
  switch (result.kind) {
    case 'ended':
      return result.results.some(
        (one) => one.kind === 'failed' || one.kind === 'refused' || one.kind === 'skipped',
      )
        ? 'failed'
        : 'done';
    case 'superseded':
    case 'unknown':
      return 'void';
    case 'interrupted':
    case 'running':
      return 'unknown';
  }
}
