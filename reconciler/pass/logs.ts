import type { BackendContext, LogOptions } from '../backends/backend.ts';
import { backendOf } from '../backends/registry.ts';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { ObservedInstance, SeenMachine } from '../model/observed.ts';
import { contextOf } from '../observe/holding.ts';
import { matchesAny } from '../plan/select.ts';
import type { LogLine, LogsRequest } from './engine.ts';
import { look, openValidScene } from './scene.ts';
import type { World } from './world.ts';

/** Lines of the named services (all, when none is named) as their machines print them, merged as they come. */
export async function* logs(world: World, request: LogsRequest): AsyncIterable<LogLine> {
  await using scene = await openValidScene(world, request.source, request.signal);
  const observed = await look(world, scene, request.signal);
  const since =
    request.sinceSeconds === null
      ? null
      : Math.floor(Date.parse(world.clock.wall()) / 1000) - request.sinceSeconds;
  const streams: AsyncIterable<LogLine>[] = [];
  for (const machine of observed.machines) {
    if (machine.kind !== 'seen') continue;
    const session = scene.lines.session(machine.machine);
    if (session === null) continue;
    for (const instance of wanted(machine, request.names)) {
      const backend = backendOf(instance.backend);
      const context = contextOf(session, instance.formerOwner ?? scene.desired.stack.ownerId);
      const { lines: count, follow } = request;
      const argv = logCommand(context, instance, { lines: count, follow, since });
      const lines = labelled(session.stream(argv, request.signal), machine.machine, instance.instance);
      streams.push(backend.logText === undefined ? lines : unwrapped(lines, backend.logText));
    }
  }
  if (streams.length === 0) throw new ProvctlError('logs.nothing', { names: request.names.join(', ') });
  yield* merged(streams);
}

/** @throws ProvctlError `logs.undated` where lines carry no time: all of them would be given for the newest. */
export function logCommand(
  context: BackendContext,
  { backend, instance }: Pick<ObservedInstance, 'backend' | 'instance'>,
  options: LogOptions,
): readonly string[] {
  const { datesLogs, logs } = backendOf(backend);
  if (options.since !== null && !datesLogs) throw new ProvctlError('logs.undated', { instance, backend });
  return logs(context, [instance], options);
}

function wanted(machine: SeenMachine, names: readonly string[]): readonly ObservedInstance[] {
  return machine.instances.filter((instance) => {
    if (instance.installed.kind !== 'marked') return false;
    const { service } = instance.installed.mark;
    const named = { machine: machine.machine, service, instance: instance.instance };
    return names.length === 0 || matchesAny(names, named);
  });
}

async function* labelled(
  bytes: AsyncIterable<Uint8Array>,
  machine: string,
  instance: string,
): AsyncIterable<LogLine> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield { machine, instance, text: line };
    if (rest.length > defaults.pass.logLineMaxBytes) {
      yield { machine, instance, text: rest };
      rest = '';
    }
  }
  if (rest !== '') yield { machine, instance, text: rest };
}

/** A backend may print each message in a wrapping of its own; a message may have several lines. */
async function* unwrapped(
  lines: AsyncIterable<LogLine>,
  logText: (line: string) => string | null,
): AsyncIterable<LogLine> {
  for await (const line of lines) {
    for (const text of logText(line.text)?.split('\n') ?? []) yield { ...line, text };
  }
}

async function* merged<T>(streams: readonly AsyncIterable<T>[]): AsyncIterable<T> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const next = (index: number) => {
    const iterator = iterators[index];
    return iterator === undefined ? null : iterator.next().then((result) => ({ index, result }));
  };
  const pending = new Map(iterators.map((_, index) => [index, next(index)] as const));
  try {
    while (pending.size > 0) {
      const given = await Promise.race([...pending.values()]);
      if (given === null) return;
      if (given.result.done === true) pending.delete(given.index);
      else {
        yield given.result.value;
        pending.set(given.index, next(given.index));
      }
    }
  } finally {
    await Promise.allSettled(iterators.map((iterator) => iterator.return?.()));
  }
}
