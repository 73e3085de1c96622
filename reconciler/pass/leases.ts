import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { Observed } from '../model/observed.ts';
import type { Fence } from '../model/operation.ts';
import type { Session } from '../transports/session.ts';
import { holderWords } from './controller.ts';
import type { Lines } from './lines.ts';
import type { World } from './world.ts';

/** The leases that one run holds: one per machine that it may change. */
export interface Leases extends AsyncDisposable {
  /** The fence of the next batch on that machine; every call is a new sequence. */
  fence(machine: string): Fence;
  /** Lengthens the lease so that it outlives a batch: whoever took it meanwhile would end the batch. */
  outlive(machine: string, batchLifeMs: number): Promise<void>;
  /** Renews what is older than a sixth of a life. @throws ProvctlError `lease.lost` when another run took over. */
  renew(): Promise<void>;
}

interface Held {
  readonly session: Session;
  readonly machine: string;
  readonly owner: string;
  readonly lease: number;
  readonly epoch: number;
  sequence: number;
  /** When the last acknowledged renewal was sent. */
  sentAt: number;
}

/**
 * Where something of the stack's earlier owners is left, theirs too: whoever still works from a commit before the
 * renaming does not notice that it was renamed.
 * @throws ProvctlError `lease.held` naming who holds it; what was taken until then is given back.
 */
export async function takeLeases(
  world: World,
  lines: Lines,
  owner: string,
  machines: readonly string[],
  observed: Observed,
): Promise<Leases> {
  const held = new Map<string, Held>();
  const leases = leasesOf(world, owner, held);
  try {
    for (const machine of machines) {
      const session = lines.session(machine);
      if (session === null) continue;
      const seen = observed.machines.find((one) => one.machine === machine);
      const former = seen?.kind === 'seen' ? (seen.former ?? []) : [];
      for (const one of [owner, ...former])
        held.set(keyOf(machine, one), await take(world, session, one, machine));
    }
    return leases;
  } catch (error) {
    await leases[Symbol.asyncDispose]();
    throw error;
  }
}

async function take(world: World, session: Session, owner: string, machine: string): Promise<Held> {
  const take = {
    kind: 'take',
    holder: world.controller.holder(world.random(4)),
    lifeMs: defaults.lease.lifeMs,
  } as const;
  let sentAt = world.clock.now();
  let answer = await session.lease(owner, { ...take, force: false });
  // A run that was killed beside us needs no waiting for.
  if (answer.kind === 'held' && world.controller.hasEnded(answer.holder)) {
    sentAt = world.clock.now();
    answer = await session.lease(owner, { ...take, force: true, lease: answer.lease });
  }
  if (answer.kind === 'held-by-you')
    return { session, machine, owner, lease: answer.lease, epoch: answer.epoch, sequence: 0, sentAt };
  throw answer.kind === 'held'
    ? new ProvctlError('lease.held', {
        machine,
        holder: holderWords(answer.holder),
        seconds: Math.ceil(answer.remainingMs / 1000),
      })
    : new ProvctlError('lease.lost', { machine, lease: answer.lease });
}

function leasesOf(world: World, owner: string, held: Map<string, Held>): Leases {
  return {
    fence(machine) {
      const mine = held.get(keyOf(machine, owner));
      if (mine === undefined) throw new ProvctlError('lease.lost', { machine, lease: 0 });
      if (world.clock.now() - mine.sentAt > defaults.lease.lifeMs / 2)
        throw new ProvctlError('lease.lost', { machine, lease: mine.lease });
      mine.sequence += 1;
      return { lease: mine.lease, epoch: mine.epoch, sequence: mine.sequence };
    },
    async outlive(machine, batchLifeMs) {
      for (const mine of held.values()) {
        if (mine.machine === machine) await renewOne(world, mine, defaults.lease.lifeMs + batchLifeMs);
      }
    },
    async renew() {
      for (const mine of held.values()) {
        if (world.clock.now() - mine.sentAt < defaults.lease.lifeMs / 6) continue;
        await renewOne(world, mine, defaults.lease.lifeMs);
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(
        [...held.values()].map((mine) =>
          mine.session.lease(mine.owner, { kind: 'release', lease: mine.lease }),
        ),
      );
    },
  };
}

function keyOf(machine: string, owner: string): string {
  return `${machine} ${owner}`;
}

async function renewOne(world: World, mine: Held, lifeMs: number): Promise<void> {
  const { machine, owner } = mine;
  const sentAt = world.clock.now();
  const answer = await mine.session.lease(owner, { kind: 'renew', lease: mine.lease, lifeMs });
  if (answer.kind !== 'held-by-you') throw new ProvctlError('lease.lost', { machine, lease: mine.lease });
  mine.sentAt = sentAt;
}
