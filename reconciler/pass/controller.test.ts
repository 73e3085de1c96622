import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { controllerOf, holderWords } from './controller.ts';

const here = controllerOf('ana@laptop', process.pid);

describe.skipIf(process.platform !== 'linux')('a controller', () => {
  it('knows of one that was killed here, and of none that lives', async () => {
    const child = spawn('sleep', ['1000']);
    await once(child, 'spawn');
    const holder = controllerOf('ana@laptop', child.pid ?? 0).holder('r1');
    expect(here.hasEnded(holder)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(here.hasEnded(holder)).toBe(true);
    expect(here.hasEnded(here.holder('r2'))).toBe(false);
  });

  it('takes another process with the same number for another', () => {
    expect(here.hasEnded(here.holder('r1').replace(/[0-9]+$/, '1'))).toBe(true);
  });

  it('says nothing of what it cannot see', () => {
    const holder = here.holder('r1');
    expect(here.hasEnded(holder.replace(/pid:\[[0-9]+\]/, 'pid:[1]'))).toBe(false);
    expect(here.hasEnded(holder.replace(/\| r1 \S+/, '| r1 another-boot'))).toBe(false);
    for (const other of ['ana@laptop', '', 'x | y', controllerOf('ana', 1, '/nowhere').holder('r')])
      expect(here.hasEnded(other)).toBe(false);
  });

  it('names each of its runs, and itself for people', () => {
    expect(here.holder('r1')).not.toBe(here.holder('r2'));
    expect(holderWords(here.holder('r1'))).toBe(`ana@laptop, pid ${process.pid}`);
    expect(holderWords('operator')).toBe('operator');
    expect(controllerOf('a|b\n'.repeat(100), process.pid).holder('0'.repeat(16)).length).toBeLessThan(200);
  });
});
