import { type PreparedStep, type StepOutcome, type WaveBatch, waveBatch } from '../act/batch.ts';
import { failuresOf, type Sent, send, worst } from '../act/send.ts';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { Step } from '../model/event.ts';
import type { Mutation } from '../model/operation.ts';
import { contextOf, ledgerPath } from '../observe/holding.ts';
import type { Session } from '../transports/session.ts';
import type { Leases } from './leases.ts';
import type { LedgerBook } from './ledger-book.ts';
import { sessionTo } from './lines.ts';
import type { RunJournal } from './run-journal.ts';
import type { Scene } from './scene.ts';
import type { World } from './world.ts';

/** How one run's batches leave: intent first, the ledger in front, the outcome after. */
export interface Shipping {
  /** @returns what became of each address, and nothing for a machine whose line is gone. */
  ship(
    machine: string,
    steps: readonly Step[],
    prepared: readonly PreparedStep[],
  ): Promise<ReadonlyMap<string, StepOutcome>>;
  /**
   * A batch that carries only the ledger, where one waits to be written, and then these.
   * @returns what became of these.
   * @throws ProvctlError `ledger.unwritten`: what the machine should remember it does not.
   */
  writeLedger(machine: string, last?: readonly Mutation[]): Promise<readonly StepOutcome[]>;
  /** Operations sent so far, the ledger's own not counted. */
  operations(): number;
}

export function shipping(
  world: World,
  scene: Scene,
  leases: Leases,
  ledgers: LedgerBook,
  journal: RunJournal,
  signal?: AbortSignal,
): Shipping {
  const owner = scene.desired.stack.ownerId;
  let operations = 0;
  let batches = 0;
  const sendBatch = async (
    machine: string,
    steps: readonly Step[],
    prepared: readonly PreparedStep[],
    last: readonly Mutation[],
  ): Promise<Sent> => {
    const session = sessionOf(scene, machine);
    batches += 1;
    const id = `${journal.run}-${batches}`;
    await journal.intent(id, machine, steps);
    const write = ledgers.write(machine, ledgerPath(contextOf(session, owner)), journal.head());
    const merged = waveBatch([write], prepared);
    const batch: WaveBatch = {
      operations: [...merged.operations, ...last],
      addresses: [...merged.addresses, ...last.map(() => [])],
    };
    const maxLifeMs = lifeOf(batch);
    await leases.outlive(machine, maxLifeMs);
    const shipment = {
      id,
      machine,
      owner,
      fence: leases.fence(machine),
      steps: prepared,
      batch,
      maxLifeMs,
    };
    const sent = await send(session, shipment, () => reopen(world, scene, machine), signal);
    operations += prepared.length === 0 ? 0 : batch.operations.length - 1;
    await journal.outcome(id, machine, worst(sent), failuresOf(sent));
    if (sent.common[0]?.kind === 'done') ledgers.written(machine);
    return sent;
  };
  return {
    async ship(machine, steps, prepared) {
      const sent = await sendBatch(machine, steps, prepared, []);
      return sent.steps;
    },
    async writeLedger(machine, last = []) {
      if (!ledgers.isChanged(machine) && last.length === 0) return [];
      const [ledger, ...others] = (await sendBatch(machine, [], [], last)).common;
      if (ledger?.kind !== 'done')
        throw new ProvctlError('ledger.unwritten', {
          machine,
          reason: ledger !== undefined && 'reason' in ledger ? ledger.reason : '',
        });
      return others;
    },
    operations: () => operations,
  };
}

function sessionOf(scene: Scene, machine: string): Session {
  const session = scene.lines.session(machine);
  if (session === null) throw new ProvctlError('machine.notSeen', { machine });
  return session;
}

async function reopen(world: World, scene: Scene, name: string): Promise<Session> {
  const machine = scene.desired.machines.find((candidate) => candidate.name === name);
  if (machine === undefined) throw new ProvctlError('machine.notSeen', { machine: name });
  return sessionTo(world, machine);
}

/** Longer than all its own time limits together, so that the machine never ends a batch that goes as planned. */
function lifeOf(batch: WaveBatch): number {
  let life = defaults.pass.batchLifeMs;
  for (const operation of batch.operations) if (operation.kind === 'exec') life += operation.timeoutMs;
  return life;
}
