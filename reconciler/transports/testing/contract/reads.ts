import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sha256 } from '../../../model/digest.ts';
import type { OperationResult } from '../../../model/operation.ts';
import { type Bench, shell } from './subject.ts';

export function readsContract(bench: Bench): void {
  it('reads files byte by byte, and says what is none', async () => {
    const bytes = Buffer.from([0, 10, 255, 0, 13, 10]);
    writeFileSync(bench.at('binary'), bytes);
    writeFileSync(bench.at('empty'), '');
    writeFileSync(bench.at('a name'), 'text without an end');
    const read = (name: string, maxBytes = 1000) =>
      ({ kind: 'read', path: bench.at(name), maxBytes }) as const;
    expect(
      await bench.read(
        read('binary'),
        read('nowhere'),
        read('empty'),
        read('.'.repeat(1)),
        read('a name', 4),
      ),
    ).toEqual([
      { kind: 'file', content: bytes, truncated: false },
      { kind: 'absent' },
      { kind: 'file', content: Buffer.alloc(0), truncated: false },
      { kind: 'failed', reason: 'not-a-file' },
      { kind: 'file', content: Buffer.from('text'), truncated: true },
    ]);
  });

  it('reads what has no size of its own', async () => {
    const [file] = await bench.read({ kind: 'read', path: '/proc/self/cmdline', maxBytes: 10_000 });
    expect(file?.kind === 'file' && file.content.length > 0).toBe(true);
  });

  it('digests what is a regular file, whatever its name', async () => {
    const names = ['plain', 'a b', 'back\\slash', '"$(id)"', "it's", '*', '-n', 'ü'];
    for (const name of names) writeFileSync(bench.at(name), name);
    mkdirSync(bench.at('directory'));
    const paths = [...names, 'nowhere', 'directory', 'plain'].map((name) => bench.at(name));
    const digests = [...names.map(sha256), null, null, sha256('plain')];
    expect(await bench.read({ kind: 'digest', paths }, { kind: 'digest', paths: [] })).toEqual([
      { kind: 'digests', digests },
      { kind: 'digests', digests: [] },
    ]);
  });

  it('lists every name', async () => {
    const names = ['.hidden', '..twice', 'a b', 'line\nfeed', '*', 'link'];
    mkdirSync(bench.at('folder/empty'), { recursive: true });
    for (const name of names.slice(0, -1)) writeFileSync(bench.at(`folder/${name}`), '');
    symlinkSync('/nowhere', bench.at('folder/link'));
    const list = (name: string) => ({ kind: 'list', path: bench.at(name) }) as const;
    writeFileSync(bench.at('file'), '');
    expect(await bench.read(list('folder'), list('folder/empty'), list('nowhere'), list('file'))).toEqual([
      { kind: 'names', names: [...names, 'empty'].sort() },
      { kind: 'names', names: [] },
      { kind: 'absent' },
      { kind: 'failed', reason: 'not-a-directory' },
    ]);
  });

  it('tells a process by boot, pid and start', async () => {
    const session = await bench.session();
    const [mine, none] = await session.read([
      { kind: 'identity', pid: process.pid },
      { kind: 'identity', pid: 999_999_999 },
    ]);
    expect(mine).toMatchObject({ kind: 'identity', zombie: false });
    if (mine?.kind === 'identity') {
      expect(mine.process.pid).toBe(process.pid);
      expect(mine.process.bootId).toBe(session.facts.bootId);
      expect(mine.process.start).toMatch(/^\d+$/);
    }
    expect(none).toEqual({ kind: 'absent' });
  });

  it('goes on after what fails, in order, with calls that overlap', async () => {
    writeFileSync(bench.at('f'), 'f');
    const session = await bench.session();
    const both = await Promise.all([
      session.read([shell('exit 7'), { kind: 'read', path: bench.at('f'), maxBytes: 9 }]),
      session.read([{ kind: 'list', path: bench.at('nowhere') }]),
      session.read([]),
    ]);
    expect(both.map((results) => results.map((result: OperationResult) => result.kind))).toEqual([
      ['exited', 'file'],
      ['absent'],
      [],
    ]);
  });

  it('says of a file that may not be read that it may not', async () => {
    writeFileSync(bench.at('locked'), 'secret');
    chmodSync(bench.at('locked'), 0);
    const [file] = await bench.read({ kind: 'read', path: bench.at('locked'), maxBytes: 100 });
    if (process.getuid?.() !== 0) expect(file).toEqual({ kind: 'failed', reason: 'not-readable' });
  });
}
