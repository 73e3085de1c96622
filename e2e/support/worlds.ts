import type { JournalEvent } from '../../reconciler/model/event.ts';
import type { World } from '../../reconciler/pass/world.ts';
import type { Session, Transport } from '../../reconciler/transports/session.ts';

/** A world whose journal tells of each event as soon as it is durable. */
export function afterEach(told: (event: JournalEvent) => void | Promise<void>): (world: World) => World {
  return (world) => ({
    ...world,
    async store() {
      const store = await world.store();
      return {
        journal: store.journal,
        async append(draft) {
          const event = await store.append(draft);
          await told(event);
          return event;
        },
        async appendAll(drafts) {
          const events = await store.appendAll(drafts);
          // They become durable together, so there is one moment after all of them.
          const last = events.at(-1);
          if (last !== undefined) await told(last);
          return events;
        },
        events: (filter) => store.events(filter),
        head: (stack) => store.head(stack),
        verify: (stack) => store.verify(stack),
        [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
      };
    },
  });
}

/** A world whose lines are not what the transports give. */
export function onLines(change: (session: Session) => Session): (world: World) => World {
  return (world) => ({
    ...world,
    transports: world.transports.map(
      (transport): Transport => ({
        kind: transport.kind,
        open: async (machine, options) => change(await transport.open(machine, options)),
      }),
    ),
  });
}

export function sessionWith(session: Session, changed: Partial<Session>): Session {
  return {
    facts: session.facts,
    read: (operations, signal) => session.read(operations, signal),
    mutate: (batch, signal) => session.mutate(batch, signal),
    readBack: (owner, batch) => session.readBack(owner, batch),
    lease: (owner, request) => session.lease(owner, request),
    stream: (argv, signal) => session.stream(argv, signal),
    dial: (host, port, signal) => session.dial(host, port, signal),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
    ...changed,
  };
}
