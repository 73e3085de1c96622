import { writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../../reconciler/model/desired.ts';
import { ProvctlError } from '../../reconciler/model/error.ts';
import type { OperationResult, ReadOperation } from '../../reconciler/model/operation.ts';
import type { Line } from '../../reconciler/transports/line.ts';
import { openLocal } from '../../reconciler/transports/local.ts';
import { openSession } from '../../reconciler/transports/runner-session.ts';
import { folder, reach, runnerProcess, scripted } from './lines.ts';

const machine: Machine = { name: 'here', connection: { kind: 'local' }, labels: {}, fleet: null };
const options = { stateRoot: '/tmp/provctl-nowhere' };
const files = folder();

function questions(): readonly ReadOperation[] {
  writeFileSync(files.at('f'), 'the content of a file\n');
  return [
    { kind: 'read', path: files.at('f'), maxBytes: 1000 },
    { kind: 'read', path: files.at('nowhere'), maxBytes: 1000 },
    { kind: 'digest', paths: [files.at('f'), files.at('nowhere')] },
    { kind: 'list', path: files.at('.').replace(/\/\.$/, '') },
    { kind: 'identity', pid: 1 },
    { kind: 'exec', argv: ['echo', 'hello'], timeoutMs: 5000, maxOutputBytes: 100 },
  ];
}

/** What a real runner says to these questions, and the nonce that it says it with. */
async function recorded(
  asked: readonly ReadOperation[],
): Promise<{ bytes: Buffer; nonce: string; results: readonly OperationResult[] }> {
  const said: Buffer[] = [];
  let nonce = '';
  const tapped = (): Line => {
    const { line } = runnerProcess();
    const stdout = new PassThrough();
    const stdin = new PassThrough();
    line.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    line.stdout.pipe(stdout);
    stdin.once('data', (chunk: Buffer) => {
      nonce = chunk.toString('latin1').slice(0, 32);
    });
    stdin.pipe(line.stdin);
    return { ...line, stdin, stdout };
  };
  await using session = await openSession(reach(tapped), options);
  const results = await session.read(asked);
  return { bytes: Buffer.concat(said), nonce, results };
}

/** What a session makes of these bytes: results, or the kind of error. */
async function heard(
  asked: readonly ReadOperation[],
  script: (nonce: string) => Iterable<Buffer>,
): Promise<readonly OperationResult[] | string> {
  try {
    await using session = await openSession(
      reach(() => scripted(script)),
      options,
    );
    return await session.read(asked);
  } catch (error) {
    if (error instanceof ProvctlError) return error.kind;
    throw error;
  }
}

const expected = ['transport.protocol', 'transport.lost', 'transport.unreachable'];

describe('an answer that no runner gives', () => {
  it('neither crashes nor hangs nor is half believed, whatever is done to a real one', async () => {
    const asked = questions();
    const { bytes, nonce, results } = await recorded(asked);
    const real = (own: string) => Buffer.from(bytes.toString('latin1').replaceAll(nonce, own), 'latin1');
    expect(await heard(asked, (own) => [real(own)])).toEqual(results);
    const mutation = fc.record({
      at: fc.nat(bytes.length - 1),
      remove: fc.constantFrom(0, 1, 2, 40, 1000),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 8 }),
        fc
          .constantFrom('\n', '\0', '0', '9999999999', ' end\n', 'exited 0 0 0 0\n')
          .map((text) => Buffer.from(text)),
      ),
      pieces: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ at, remove, insert, pieces }) => {
        const given = await heard(asked, (own) => {
          const frame = real(own);
          const changed = Buffer.concat([frame.subarray(0, at), insert, frame.subarray(at + remove)]);
          const size = Math.ceil(changed.length / pieces);
          return Array.from({ length: pieces }, (_, n) => changed.subarray(n * size, (n + 1) * size));
        });
        if (typeof given === 'string') expect(expected).toContain(given);
        else expect(given.map((result) => result.kind).length).toBe(asked.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('is not believed without the nonce of its session and the number of its request', async () => {
    const asked = questions();
    const { bytes, nonce } = await recorded(asked);
    const with_ = (own: string, from: string, to: string) =>
      Buffer.from(bytes.toString('latin1').replaceAll(nonce, own).replaceAll(from, to), 'latin1');
    // Before the greeting it is what a login's start-up files print; and then no greeting comes.
    expect(await heard(asked, () => [bytes])).toBe('transport.unreachable');
    expect(await heard(asked, (own) => [with_(own, `${own} 1 `, '')])).toBe('transport.protocol');
    expect(await heard(asked, (own) => [with_(own, `${own} 1 `, `${own} 2 `)])).toBe('transport.protocol');
    expect(await heard(asked, (own) => [with_(own, `${own} 1 `, `${own.toUpperCase()} 1 `)])).toMatch(
      /^transport\./,
    );
  });

  it('is given up as soon as it is too long or promises too much', async () => {
    const asked = questions();
    const { bytes, nonce } = await recorded(asked);
    const hello = (own: string) => {
      const text = bytes.toString('latin1');
      return Buffer.from(text.slice(0, text.indexOf(`${nonce} 1 `)).replaceAll(nonce, own), 'latin1');
    };
    function* endless(start: Buffer): Iterable<Buffer> {
      yield start;
      const block = Buffer.alloc(1 << 20, 'x');
      for (let n = 0; n < 1024; n += 1) yield block;
    }
    expect(await heard(asked, () => endless(Buffer.alloc(0)))).toBe('transport.protocol');
    expect(await heard(asked, (own) => endless(hello(own)))).toBe('transport.protocol');
    const promise = (own: string) => Buffer.concat([hello(own), Buffer.from(`${own} 1 file 999999999999\n`)]);
    expect(await heard(asked, (own) => endless(promise(own)))).toBe('transport.protocol');
  });

  it('is not made by a command that prints a gigabyte', async () => {
    await using session = await openLocal(machine, options);
    const [result, next] = await session.read([
      {
        kind: 'exec',
        argv: ['head', '-c', '1073741824', '/dev/zero'],
        timeoutMs: 60_000,
        maxOutputBytes: 1000,
      },
      { kind: 'exec', argv: ['echo', 'still here'], timeoutMs: 5000, maxOutputBytes: 1000 },
    ]);
    expect(result).toMatchObject({ kind: 'exited', status: 0, truncated: true, stdout: '\0'.repeat(1000) });
    expect(next).toMatchObject({ stdout: 'still here\n' });
  });
});
