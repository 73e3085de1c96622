import { makeEngine } from '../../reconciler/engine.ts';
import type { World } from '../../reconciler/pass/world.ts';
import { noOptions } from '../../reconciler/plan/input.ts';
import type { Store } from '../../reconciler/record/store.ts';
import type { Session, Transport } from '../../reconciler/transports/session.ts';

/**
 * A controller that applies a folder and kills itself at its Nth dangerous moment: before and after each event of the
 * journal is durable, and after each batch was sent but before its answer was heard. With 0 it lives, and prints how
 * many moments there are.
 */
const [folder = '', state = '', at = '0'] = process.argv.slice(2);
const fatal = Number(at);
let moments = 0;

function moment(): void {
  moments += 1;
  if (moments === fatal) process.kill(process.pid, 'SIGKILL');
}

function mortalStore(store: Store): Store {
  return {
    journal: store.journal,
    async append(draft) {
      moment();
      const event = await store.append(draft);
      moment();
      return event;
    },
    async appendAll(drafts) {
      moment();
      const events = await store.appendAll(drafts);
      moment();
      return events;
    },
    events: (filter) => store.events(filter),
    head: (stack) => store.head(stack),
    verify: (stack) => store.verify(stack),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

function mortalSession(session: Session): Session {
  return {
    facts: session.facts,
    read: (operations, signal) => session.read(operations, signal),
    mutate(batch, signal) {
      const answer = session.mutate(batch, signal);
      // The frame is on its way; whether the machine has it is exactly what nobody knows.
      setImmediate(moment);
      return answer;
    },
    readBack: (owner, batch) => session.readBack(owner, batch),
    lease: (owner, request) => session.lease(owner, request),
    stream: (argv, signal) => session.stream(argv, signal),
    dial: (host, port, signal) => session.dial(host, port, signal),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

function mortal(world: World): World {
  const transports: readonly Transport[] = world.transports.map((transport) => ({
    kind: transport.kind,
    open: async (machine, options) => mortalSession(await transport.open(machine, options)),
  }));
  return { ...world, transports, store: async () => mortalStore(await world.store()) };
}

await using engine = await makeEngine({ configFile: null, stateDirectory: state }, mortal);
const applied = await engine.apply({
  source: { kind: 'folder', folder },
  options: { ...noOptions, allowEmpty: true },
  verb: 'apply',
  reason: '',
  saved: null,
  confirm: () => Promise.resolve(true),
  onProgress() {},
});
console.log(JSON.stringify({ moments, outcome: applied.outcome, exitCode: applied.exitCode }));
