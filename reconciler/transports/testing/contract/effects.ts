import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Bench, command, owner, put, shell } from './subject.ts';

const done = { kind: 'done' };

export function effectsContract(bench: Bench): void {
  it('removes a file or link, and is content when there is none', async () => {
    writeFileSync(bench.at('file'), '');
    mkdirSync(bench.at('folder'));
    symlinkSync(bench.at('folder'), bench.at('link'));
    const remove = (name: string) => ({ kind: 'remove', path: bench.at(name) }) as const;
    expect(
      await bench.mutate(remove('file'), remove('file'), remove('link'), remove('folder'), remove('x')),
    ).toEqual([done, done, done, { kind: 'failed', reason: 'remove' }, { kind: 'skipped' }]);
    expect(readdirSync(bench.at('.')).sort()).toEqual(['folder', 'state']);
  });

  it('removes trees only below the owner’s directory and through no link', async () => {
    const own = `${bench.stateRoot}/${owner}`;
    mkdirSync(`${own}/releases/r1/files`, { recursive: true });
    mkdirSync(bench.at('outside/tree'), { recursive: true });
    symlinkSync(bench.at('outside'), `${own}/link`);
    symlinkSync(bench.at('outside'), `${own}/releases/r1/files/link`);
    const tree = (path: string) => ({ kind: 'removeTree', path }) as const;
    expect(await bench.mutate(tree(`${own}/releases/r1`), tree(`${own}/releases/r1`))).toEqual([done, done]);
    const refused = [bench.at('outside'), own, `${own}x/y`, `${own}/link`, `${own}/link/tree`];
    const reasons = ['outside', 'outside', 'outside', 'symlink', 'symlink'];
    for (const [at, path] of refused.entries())
      expect(await bench.mutate(tree(path))).toEqual([{ kind: 'refused', reason: reasons[at] }]);
    expect(existsSync(bench.at('outside/tree'))).toBe(true);
  });

  it('makes directories with their mode, and leaves those that are there', async () => {
    mkdirSync(bench.at('there'), { mode: 0o700 });
    const make = (name: string) => ({ kind: 'makeDirectory', path: bench.at(name), mode: '0750' }) as const;
    expect(await bench.mutate(make('a/b'), make('there'))).toEqual([done, done]);
    const mode = (name: string) => (statSync(bench.at(name)).mode & 0o7777).toString(8);
    expect(['a', 'a/b', 'there'].map(mode)).toEqual(['755', '750', '700']);
  });

  it('signals the very process that was meant, or its group', async () => {
    const child = spawn('sh', ['-c', 'sleep 300 & wait'], { detached: true, stdio: 'ignore' });
    const [found] = await bench.read({ kind: 'identity', pid: child.pid ?? 0 });
    if (found?.kind !== 'identity') throw new Error('no process');
    const signal = { kind: 'signal', process: found.process, group: true, signal: 'SIGKILL' } as const;
    const other = { ...signal, process: { ...found.process, start: '1' } };
    expect(await bench.mutate(other)).toEqual([{ kind: 'refused', reason: 'process' }]);
    const ended = once(child, 'exit');
    expect(await bench.mutate(signal)).toEqual([done]);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('ends the batch at a command that did not succeed', async () => {
    const [first, second, third] = await bench.mutate(
      { ...shell('exit 4'), accept: [0, 4] },
      shell('echo no >&2; exit 4'),
      put(bench.at('never'), ''),
    );
    expect(first).toMatchObject({ kind: 'exited', status: 4 });
    expect(second).toMatchObject({ kind: 'exited', status: 4, stderr: 'no\n' });
    expect(third).toEqual({ kind: 'skipped' });
  });

  it('runs a command only while its precondition holds', async () => {
    writeFileSync(bench.at('status'), 'active\n');
    const is = (equals: string) => ({ kind: 'output', argv: ['cat', bench.at('status')], equals }) as const;
    const [found] = await bench.read({ kind: 'identity', pid: process.pid });
    if (found?.kind !== 'identity') throw new Error('no process');
    const mine = { kind: 'process', process: found.process } as const;
    const results = await bench.mutate(
      { ...command(['echo', 'ran']), when: is('active') },
      { ...command(['echo', 'ran']), when: mine },
      {
        ...command(['echo', 'ran']),
        when: { kind: 'process', process: { ...found.process, bootId: 'other' } },
      },
    );
    expect(results.map((result) => (result.kind === 'exited' ? result.stdout : result))).toEqual([
      'ran\n',
      'ran\n',
      { kind: 'refused', reason: 'process' },
    ]);
    expect(await bench.mutate({ ...command(['true']), when: is('active\n\n') })).toEqual([
      { kind: 'refused', reason: 'output' },
    ]);
  });
}
