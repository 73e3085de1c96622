import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { sha256 } from '../../../model/digest.ts';
import { type Bench, hostileTexts, owner, put } from './subject.ts';

const done = { kind: 'done' };

export function putsContract(bench: Bench): void {
  it('writes every content as it is', async () => {
    const contents: (string | Uint8Array)[] = [
      ...hostileTexts,
      'ends with a line\n',
      '\r\n\r\n',
      'x'.repeat(100_000),
      `${'y'.repeat(300)}\n`.repeat(400),
      new Uint8Array([0, 1, 255, 254, 10, 13, 0]),
      new Uint8Array([0xc3, 0x28, 0xff, 0x0a]),
    ];
    const paths = contents.map((_, at) => bench.at(`new/folder ${at % 3}/file ${at}`));
    const results = await bench.mutate(...contents.map((bytes, at) => put(paths[at] ?? '', bytes)));
    expect(results).toEqual(contents.map(() => done));
    expect(paths.map((path) => readFileSync(path))).toEqual(contents.map((bytes) => Buffer.from(bytes)));
    expect(readdirSync(dirname(bench.at('x')))).toEqual(['new', 'state']);
    expect(readdirSync(bench.at('new')).sort()).toEqual(['folder 0', 'folder 1', 'folder 2']);
  });

  it('sets modes, and makes parents open or, in the state directory, closed', async () => {
    const inState = `${bench.stateRoot}/${owner}/releases/r1`;
    await bench.mutate(
      put(bench.at('open/a'), 'a', '0640'),
      put(bench.at('open/b'), 'b', '0755'),
      put(`${inState}/secrets.env`, 'S=1', '0600'),
    );
    const mode = (path: string) => (statSync(path).mode & 0o7777).toString(8);
    expect([bench.at('open'), bench.at('open/a'), bench.at('open/b')].map(mode)).toEqual([
      '755',
      '640',
      '755',
    ]);
    expect([inState, `${inState}/secrets.env`].map(mode)).toEqual(['700', '600']);
  });

  it('replaces a link by the file and leaves what it pointed to', async () => {
    writeFileSync(bench.at('target'), 'untouched');
    mkdirSync(bench.at('folder'));
    symlinkSync(bench.at('target'), bench.at('to file'));
    symlinkSync(bench.at('folder'), bench.at('to folder'));
    expect(await bench.mutate(put(bench.at('to file'), 'new'), put(bench.at('to folder'), 'new'))).toEqual([
      done,
      done,
    ]);
    expect(readFileSync(bench.at('target'), 'utf8')).toBe('untouched');
    expect(readdirSync(bench.at('folder'))).toEqual([]);
    expect(lstatSync(bench.at('to folder')).isFile()).toBe(true);
  });

  it('does what comes before a refused put, and nothing after it', async () => {
    writeFileSync(bench.at('old'), 'old');
    const edited = { kind: 'digest', path: bench.at('old'), digest: sha256('something else') } as const;
    const results = await bench.mutate(
      put(bench.at('first'), '1'),
      { ...put(bench.at('old'), 'new'), when: edited },
      put(bench.at('third'), '3'),
      { kind: 'remove', path: bench.at('old') },
    );
    expect(results).toEqual([
      done,
      { kind: 'refused', reason: 'digest' },
      { kind: 'skipped' },
      { kind: 'skipped' },
    ]);
    expect(readFileSync(bench.at('old'), 'utf8')).toBe('old');
    expect([existsSync(bench.at('first')), existsSync(bench.at('third'))]).toEqual([true, false]);
  });

  it('checks what must be absent or the same right before', async () => {
    writeFileSync(bench.at('same'), 'same');
    const absent = (name: string) => ({ kind: 'absent', path: bench.at(name) }) as const;
    const same = { kind: 'digest', path: bench.at('same'), digest: sha256('same') } as const;
    const results = await bench.mutate(
      { ...put(bench.at('new'), 'n'), when: absent('new') },
      { ...put(bench.at('same'), 'changed'), when: same },
      { ...put(bench.at('other'), 'n'), when: absent('other') },
      { ...put(bench.at('same'), 'again'), when: same },
    );
    expect(results).toEqual([done, done, done, { kind: 'refused', reason: 'digest' }]);
    expect(await bench.mutate({ ...put(bench.at('new'), 'x'), when: absent('new') })).toEqual([
      { kind: 'refused', reason: 'exists' },
    ]);
    expect(readFileSync(bench.at('same'), 'utf8')).toBe('changed');
  });

  it('copies what lies on the machine, also what the same batch wrote', async () => {
    const copy = (from: string, to: string) =>
      ({ kind: 'put', path: bench.at(to), content: { file: bench.at(from) }, mode: '0600' }) as const;
    const results = await bench.mutate(
      put(bench.at('a'), 'content'),
      copy('a', 'b'),
      copy('nowhere', 'c'),
      put(bench.at('d'), ''),
    );
    expect(results).toEqual([done, done, { kind: 'failed', reason: 'source' }, { kind: 'skipped' }]);
    expect(readFileSync(bench.at('b'), 'utf8')).toBe('content');
  });

  it('says which put cannot be, and leaves nothing beside', async () => {
    writeFileSync(bench.at('file'), 'a file');
    mkdirSync(bench.at('folder/inside'), { recursive: true });
    const below = await bench.mutate(
      put(bench.at('ok'), '1'),
      put(bench.at('file/below'), '2'),
      put(bench.at('no'), '3'),
    );
    expect(below).toEqual([done, { kind: 'failed', reason: 'not-a-directory' }, { kind: 'skipped' }]);
    const over = await bench.mutate(put(bench.at('folder'), 'x'));
    expect(over).toEqual([{ kind: 'failed', reason: 'directory' }]);
    const nobody = await bench.mutate(put(bench.at('ok2'), '1'), {
      ...put(bench.at('z'), ''),
      owner: 'no-such-user',
    });
    expect(nobody).toEqual([done, { kind: 'failed', reason: 'owner' }]);
    expect(readdirSync(dirname(bench.at('x'))).sort()).toEqual(['file', 'folder', 'ok', 'ok2', 'state']);
  });

  it('removes what a crash left beside, and nothing through a trap', async () => {
    mkdirSync(bench.at(`d/.provctl-${owner}/sub`), { recursive: true });
    writeFileSync(bench.at(`d/.provctl-${owner}/sub/half`), 'half');
    expect(await bench.mutate(put(bench.at('d/sub/whole'), 'whole'))).toEqual([done]);
    expect(readdirSync(bench.at('d'))).toEqual(['sub']);
    expect(readdirSync(bench.at('d/sub'))).toEqual(['whole']);

    mkdirSync(bench.at('elsewhere'));
    writeFileSync(bench.at('elsewhere/precious'), '');
    symlinkSync(bench.at('elsewhere'), bench.at(`d/.provctl-${owner}`));
    expect(await bench.mutate(put(bench.at('d/x'), 'x'))).toEqual([{ kind: 'failed', reason: 'occupied' }]);
    expect(readdirSync(bench.at('elsewhere'))).toEqual(['precious']);
  });

  it('refuses what is no plain absolute path before anything is sent', async () => {
    for (const path of ['relative', '/a/../b', '/a//b', '/a/', '/a\nb', '/a\0b'])
      await expect(bench.mutate(put(path, ''))).rejects.toMatchObject({ kind: 'operation.invalid' });
  });
}
