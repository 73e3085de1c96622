import pLimit from 'p-limit';
import { defaults } from '../config/generated/defaults.ts';
import { describeError } from '../config/text.ts';
import type { Desired, Machine } from '../model/desired.ts';
import { ProvctlError } from '../model/error.ts';
import type { Line } from '../observe/observe.ts';
import type { Session } from '../transports/session.ts';
import type { World } from './world.ts';

/** The open sessions of one pass; a machine that could not be reached stays in the list with its reason. */
export interface Lines extends AsyncDisposable {
  readonly all: ReadonlyMap<string, Line>;
  session(machine: string): Session | null;
  /** After a line was lost: a new one in its place, or the reason why there is none. */
  reopen(machine: string, signal?: AbortSignal): Promise<void>;
}

/** @param early a line to this machine that is open already; it is closed when nobody needs it. */
export async function openLines(
  world: World,
  desired: Desired,
  early: Session | null,
  signal?: AbortSignal,
): Promise<Lines> {
  const local = desired.machines.find(({ connection }) => connection.kind === 'local');
  if (local === undefined) await early?.[Symbol.asyncDispose]();
  const limit = pLimit(defaults.pass.linesAtOnceCount);
  const opened = await Promise.all(
    desired.machines.map((machine) =>
      limit(async () => {
        const isOpen = early !== null && machine === local;
        const line: Line = isOpen ? { kind: 'open', session: early } : await openLine(world, machine, signal);
        return [machine.name, line] as const;
      }),
    ),
  );
  const all = new Map(opened);
  return {
    all,
    session(machine) {
      const line = all.get(machine);
      return line?.kind === 'open' ? line.session : null;
    },
    async reopen(name, signal) {
      const machine = desired.machines.find((candidate) => candidate.name === name);
      const former = all.get(name);
      if (machine === undefined) return;
      all.set(name, await openLine(world, machine, signal));
      if (former?.kind === 'open') await former.session[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(
        [...all.values()].map((line) => (line.kind === 'open' ? line.session[Symbol.asyncDispose]() : null)),
      );
    },
  };
}

async function openLine(world: World, machine: Machine, signal?: AbortSignal): Promise<Line> {
  try {
    return { kind: 'open', session: await sessionTo(world, machine, signal) };
  } catch (error) {
    if (signal?.aborted === true) throw error;
    world.log.trouble(machine.name, error);
    return { kind: 'failed', reason: describeError(error).message };
  }
}

/** @throws ProvctlError `transport.*` when there is no way to the machine. */
export async function sessionTo(world: World, machine: Machine, signal?: AbortSignal): Promise<Session> {
  const { kind } = machine.connection;
  const transport = world.transports.find((candidate) => candidate.kind === kind);
  if (transport === undefined)
    throw new ProvctlError('transport.unsupported', { machine: machine.name, connection: kind });
  return transport.open(machine, {
    stateRoot: world.stateRoot,
    ...(signal === undefined ? {} : { signal }),
  });
}
