import { defaults } from '../config/generated/defaults.ts';
import type { SourceRequest } from '../fetch/source.ts';
import { ProvctlError } from '../model/error.ts';
import { holderWords } from './controller.ts';
import type { LeaseLine } from './engine.ts';
import { openValidScene } from './scene.ts';
import type { World } from './world.ts';

export async function leases(world: World, request: SourceRequest): Promise<readonly LeaseLine[]> {
  await using scene = await openValidScene(world, request);
  const lines: LeaseLine[] = [];
  for (const machine of scene.desired.machines) {
    const answer = await scene.lines
      .session(machine.name)
      ?.lease(scene.desired.stack.ownerId, { kind: 'look' });
    if (answer === undefined) continue;
    lines.push({
      machine: machine.name,
      holder: answer.kind === 'held' ? holderWords(answer.holder) : null,
      lease: answer.lease,
      remainingMs: answer.kind === 'held' ? answer.remainingMs : 0,
    });
  }
  return lines;
}

/** Takes over from whoever holds it and gives it back at once: their next batch is refused by the machine. */
export async function breakLease(world: World, request: SourceRequest, machine: string): Promise<boolean> {
  await using scene = await openValidScene(world, request);
  const session = scene.lines.session(machine);
  if (session === null)
    throw new ProvctlError('machine.unknown', {
      machine,
      known: scene.desired.machines.map((one) => one.name).join(', '),
    });
  const owner = scene.desired.stack.ownerId;
  const before = await session.lease(owner, { kind: 'look' });
  if (before.kind !== 'held') return false;
  const taken = await session.lease(owner, {
    kind: 'take',
    holder: world.controller.holder(world.random(4)),
    lifeMs: defaults.pass.breakLeaseLifeMs,
    force: true,
    lease: before.lease,
  });
  if (taken.kind === 'held-by-you') await session.lease(owner, { kind: 'release', lease: taken.lease });
  const store = await world.store();
  await store.append({
    at: world.clock.wall(),
    stack: scene.desired.stack.name,
    actor: world.actor,
    commit: scene.fetched.tree.source.commit,
    run: world.random(8),
    event: { kind: 'act', verb: 'lease break', target: machine, reason: holderWords(before.holder) },
  });
  return taken.kind === 'held-by-you';
}
