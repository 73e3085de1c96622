import { defaults } from '../config/generated/defaults.ts';
import type { Machine } from '../model/desired.ts';
import { canonicalJson } from '../model/json.ts';
import type { OperationResult, ReadOperation } from '../model/operation.ts';
import { contextOf, questionsOf } from '../observe/holding.ts';
import type { Session } from '../transports/session.ts';
import { sessionTo } from './lines.ts';
import type { World } from './world.ts';

const here: Machine = { name: 'local', connection: { kind: 'local' }, labels: {}, fleet: null };

/**
 * A line to this machine, opened while git still works; null where there is none to be had. With the text of the
 * stack's file it is also asked what the first look will ask anyway, so that it answers while the desired state is read.
 * The owner in that text is only a guess: an answer is used for the very question that it was given to, and once.
 */
export async function openAhead(
  world: World,
  stackText: string | null,
  signal?: AbortSignal,
): Promise<Session | null> {
  const session = await sessionTo(world, here, signal).catch(() => null);
  const owner = stackText === null ? null : guessedOwner(stackText);
  return session === null || owner === null
    ? session
    : withAnswers(session, questionsAhead(world, session, owner));
}

function questionsAhead(world: World, session: Session, owner: string): readonly ReadOperation[] {
  const context = contextOf(session, owner);
  const backends = world.backends.filter(
    (backend) =>
      backend.available(session.facts) &&
      // One that asks for instances by name cannot be asked before their names are known.
      canonicalJson(backend.observe(context, [])) === canonicalJson(backend.observe(context, ['any'])),
  );
  return questionsOf(context, { backends, names: [], maxLedgerBytes: defaults.pass.ledgerMaxBytes })
    .operations;
}

function withAnswers(session: Session, operations: readonly ReadOperation[]): Session {
  const given = session.read(operations).catch(() => null);
  let known: ReadonlyMap<string, number> | null = new Map(
    operations.map((operation, index) => [canonicalJson(operation), index]),
  );
  return {
    facts: session.facts,
    async read(asked, signal) {
      const ahead = known;
      known = null;
      if (ahead === null) return session.read(asked, signal);
      const places = asked.map((operation) => ahead.get(canonicalJson(operation)) ?? null);
      const rest = asked.filter((_, index) => places[index] === null);
      const [answers, others] = await Promise.all([
        given,
        rest.length === 0 ? [] : session.read(rest, signal),
      ]);
      return answers === null ? session.read(asked, signal) : merged(places, answers, others);
    },
    mutate: (batch, signal) => session.mutate(batch, signal),
    readBack: (owner, batch) => session.readBack(owner, batch),
    lease: (owner, request) => session.lease(owner, request),
    stream: (argv, signal) => session.stream(argv, signal),
    dial: (host, port, signal) => session.dial(host, port, signal),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

function merged(
  places: readonly (number | null)[],
  answers: readonly OperationResult[],
  others: readonly OperationResult[],
): readonly OperationResult[] {
  let next = 0;
  return places.map((place) => {
    const result = place === null ? others[next++] : answers[place];
    return result ?? { kind: 'failed', reason: 'unanswered' };
  });
}

function guessedOwner(stackText: string): string | null {
  const found = /^\s*ownerId\s*[:=]\s*["']?([a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9]))["']?\s*(?:#.*)?$/m.exec(
    stackText,
  );
  return found?.[1] ?? null;
}
