import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Mutation, OperationResult, ReadOperation } from '../../../model/operation.ts';
import type { Session } from '../../session.ts';

/** Opens a session to this very machine, over whatever transport is meant. */
export type OpenSession = (stateRoot: string) => Promise<Session>;

export const owner = 'shop-1a2b';

/** A directory of its own for each test, and sessions that are closed after it. */
export interface Bench {
  /** Where the test's files are. */
  at(name: string): string;
  readonly stateRoot: string;
  open(): Promise<Session>;
  /** The session of most tests: made at its first use. */
  session(): Promise<Session>;
  read(...operations: ReadOperation[]): Promise<readonly OperationResult[]>;
  /** One batch after the other, under a lease that nobody disputes. */
  mutate(...operations: Mutation[]): Promise<readonly OperationResult[]>;
}

export function bench(openSession: OpenSession): Bench {
  let directory = '';
  let sessions: Session[] = [];
  let sequence = 0;
  beforeEach(() => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'provctl-contract-')));
    sessions = [];
  });
  afterEach(async () => {
    await Promise.all(sessions.map((session) => session[Symbol.asyncDispose]()));
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  const self: Bench = {
    at: (name) => join(directory, name),
    get stateRoot() {
      return join(directory, 'state');
    },
    async open() {
      const session = await openSession(self.stateRoot);
      sessions.push(session);
      return session;
    },
    session: async () => sessions[0] ?? (await self.open()),
    read: async (...operations) => (await self.session()).read(operations),
    async mutate(...operations) {
      sequence += 1;
      const fence = { lease: 0, epoch: 0, sequence };
      const session = await self.session();
      const result = await session.mutate({
        id: `batch-${sequence}`,
        owner,
        fence,
        maxLifeMs: 20_000,
        operations,
      });
      if (result.kind !== 'ended') throw new Error(result.kind);
      return result.results;
    },
  };
  return self;
}

/** What a shell, a frame or a tool might stumble over. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '-n',
  '--',
  '$(touch /tmp/never)`id`',
  '"quoted" and \'quoted\'',
  'back\\slash\\n',
  'two\nlines\n',
  '\n\n',
  'tab\tand\rreturn',
  '*?[a-z]',
  '~root',
  'ümlaut 漢字 🙂',
  '\u001b[31mred\u0007',
  '0123456789abcdef0123456789abcdef 1 end',
];

export function command(argv: readonly string[]): Extract<ReadOperation, { kind: 'exec' }> {
  return { kind: 'exec', argv, timeoutMs: 10_000, maxOutputBytes: 65_536 };
}

export function shell(script: string): Extract<ReadOperation, { kind: 'exec' }> {
  return command(['sh', '-c', script]);
}

export function put(
  path: string,
  bytes: string | Uint8Array,
  mode = '0644',
): Extract<Mutation, { kind: 'put' }> {
  return { kind: 'put', path, content: { bytes }, mode };
}
