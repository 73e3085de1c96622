import type { SourceRequest } from '../fetch/source.ts';
import type { Observed, ObservedMachine } from '../model/observed.ts';
import type { Store } from '../record/store.ts';
import type { AuditReport } from './engine.ts';
import { look, openValidScene } from './scene.ts';
import type { World } from './world.ts';

/** Recomputes the chain, then holds each machine's anchored head against it: a journal that was rewritten shows there. */
export async function verifyAudit(world: World, request: SourceRequest): Promise<AuditReport> {
  await using scene = await openValidScene(world, request);
  const stack = scene.desired.stack.name;
  const store = await world.store();
  const broken = await store.verify(stack);
  const observed = await look(world, scene);
  const hashes = new Map<number, string>();
  let events = 0;
  for await (const event of store.events({ stack })) {
    hashes.set(event.sequence, event.hash);
    events += 1;
  }
  return {
    stack,
    events,
    broken,
    unanchored: [...hashes.keys()].filter((sequence) => sequence > anchoredUpTo(store, observed)).length,
    anchors: observed.machines.map((machine) => ({
      machine: machine.machine,
      state: anchorState(store, hashes, machine),
    })),
  };
}

function anchoredUpTo(store: Store, { machines }: Observed): number {
  const anchored = machines.map((machine) => (machine.kind === 'seen' ? machine.ledger.audit : null));
  return Math.max(0, ...anchored.map((audit) => (audit?.journal === store.journal ? audit.sequence : 0)));
}

function anchorState(
  store: Store,
  hashes: ReadonlyMap<number, string>,
  machine: ObservedMachine,
): AuditReport['anchors'][number]['state'] {
  if (machine.kind === 'unreachable') return 'unreachable';
  const anchored = machine.ledger.audit;
  if (anchored === null) return 'none';
  if (anchored.journal !== store.journal) return 'differs';
  const hash = hashes.get(anchored.sequence);
  if (hash === undefined) return 'behind';
  return hash === anchored.hash ? 'matches' : 'differs';
}
