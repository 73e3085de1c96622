import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { batchRequest } from '../../reconciler/transports/batch-request.ts';
import { openSession } from '../../reconciler/transports/runner-session.ts';
import { batch, folder, owner, reach, runnerProcess } from './lines.ts';

const files = folder();
const nonce = '0123456789abcdef0123456789abcdef';

/** A whole session as bytes: greeting, then one batch that writes three files and runs a command. */
function frame(): Buffer {
  const { words, sections } = batchRequest(
    batch(
      'b1',
      { lease: 0, epoch: 0, sequence: 1 },
      { kind: 'put', path: files.at('text'), content: { bytes: 'new text\nof two lines\n' }, mode: '0644' },
      { kind: 'put', path: files.at('raw'), content: { bytes: new Uint8Array([0, 1, 2]) }, mode: '0644' },
      { kind: 'exec', argv: ['touch', files.at('ran')], timeoutMs: 5000, maxOutputBytes: 10 },
    ),
  );
  return Buffer.concat([
    Buffer.from(`${nonce} ${files.at('state')}\n1 mutate ${words}\n`),
    ...sections,
    Buffer.from('end 1\n'),
  ]);
}

async function sent(bytes: Buffer): Promise<void> {
  const { line } = runnerProcess();
  line.stdout.resume();
  line.stdin.on('error', () => {});
  line.stdin.end(bytes);
  await line.closed;
}

describe('a request that does not arrive whole', () => {
  it('does nothing, wherever it is cut', async () => {
    const bytes = frame();
    writeFileSync(files.at('text'), 'old');
    for (let size = 0; size < bytes.length; size += 7) await sent(bytes.subarray(0, size));
    await sent(bytes.subarray(0, bytes.length - 1));
    expect(readdirSync(files.at('.')).filter((name) => name !== 'state')).toEqual(['text']);
    expect(readFileSync(files.at('text'), 'utf8')).toBe('old');
    const run = files.at(`state/${owner}/run`);
    expect(readdirSync(run)).toEqual(['batches']);
    expect(readdirSync(`${run}/batches`)).toEqual([]);

    await sent(bytes);
    expect(readFileSync(files.at('text'), 'utf8')).toBe('new text\nof two lines\n');
    expect(existsSync(files.at('ran'))).toBe(true);
  });

  it('ends the line where it is no request', async () => {
    const headers = [
      '1 read x',
      '1 rm -rf /',
      '1 mutate ../../etc b1 0 0 1 1000 0 0',
      `1 mutate ${owner} .. 0 0 1 1000 0 0`,
      `1 mutate ${owner} b1 0 0 1 $(touch${files.at('never')}) 0 0`,
      '1 lease o steal 0 0 0',
      'x read 0',
      '1 readback o a/b',
    ];
    for (const header of headers)
      await sent(Buffer.from(`${nonce} ${files.at('state')}\n${header}\nend 1\n`));
    await sent(Buffer.from('not-a-nonce /tmp\n1 read 0\n'));
    expect(readdirSync(files.at('.'))).toEqual([]);
  });

  it('leaves the session usable where only an operation is refused', async () => {
    await using session = await openSession(
      reach(() => runnerProcess().line),
      { stateRoot: files.at('state') },
    );
    await expect(session.read([{ kind: 'list', path: 'relative' }])).rejects.toMatchObject({
      kind: 'operation.invalid',
    });
    await expect(
      session.read([{ kind: 'exec', argv: ['a\0b'], timeoutMs: 1, maxOutputBytes: 1 }]),
    ).rejects.toMatchObject({ kind: 'operation.invalid' });
    expect(await session.read([{ kind: 'list', path: files.at('state') }])).toEqual([{ kind: 'absent' }]);
  });
});
