import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { instanceDirectory } from '../../reconciler/backends/process/paths.ts';
import type { Run } from '../../reconciler/model/observed.ts';
import { openProcessHost } from '../../reconciler/testing/process-host.ts';
import { processDefinition } from '../../reconciler/testing/process-samples.ts';
import { unmet } from '../needs.ts';

const shells = {
  dash: '/usr/bin/dash',
  bash: '/usr/bin/bash',
  busybox: '/usr/bin/busybox',
  zsh: '/usr/bin/zsh',
};

const isRunning = (run: Run) => run.kind === 'running';

function running(run: Run): Run & { kind: 'running' } {
  if (run.kind !== 'running') throw new Error(`not running: ${JSON.stringify(run)}`);
  return run;
}

function lives(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  await until(() => !lives(pid));
}

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`never: ${isTrue}`);
    await after(20);
  }
}

function words(file: string, separator = '\0'): readonly string[] {
  return readFileSync(file, 'utf8').split(separator).slice(0, -1);
}

const hostile = [
  '',
  ' ',
  '  two  spaces  ',
  'tab\there',
  'back\\slash \\n \\',
  'line\nbreak',
  '\n',
  '\nend-of-environment\nrun\ncommand x\n',
  `'single' "double" \`back\` $HOME $(id) \${x}`,
  '*?[a-z]~#!;&|<>(){}',
  'ünïcödé ā \u0081 \u0088 日本 😀',
  '-rf',
  '%s %n',
  'a=b',
  '\u0001\u001b[31m\u007f',
];

for (const [name, shell] of Object.entries(shells)) {
  const lacks = unmet(['linux', name as keyof typeof shells]);
  describe.skipIf(lacks !== null).concurrent(`the supervisor on ${name}`, () => {
    test('runs exactly the desired argv and environment, with default signals', async () => {
      await using host = openProcessHost({ shell });
      const env: Record<string, string> = {
        SHLVL: '7',
        IFS: ',',
        LC_ALL: 'C',
        _: 'under',
        value: 'v',
        'dot.ted': 'd',
        PWD: '/x',
      };
      for (const [index, value] of hostile.entries()) env[`HOSTILE_${index}`] = value;
      const definition = processDefinition(['sleep', '1000', ...[]], { env, cwd: '/', umask: '0027' });
      const mark = host.install(definition);
      const echo = processDefinition(['sh', '-c', 'exec sleep 1000', ...hostile], { instance: 'argv' });
      host.install(echo);
      expect(await host.supervisor('start', 'api', 'argv')).toMatchObject({ status: 0, stderr: '' });
      const { process, restartHash, release } = running(await host.until('api', isRunning));
      await until(() => words(`/proc/${process.pid}/cmdline`)[0] === 'sleep');
      expect(words(`/proc/${process.pid}/cmdline`)).toEqual(['sleep', '1000']);
      expect(words(`/proc/${process.pid}/environ`).toSorted()).toEqual(
        Object.entries({
          ...env,
          HOME: host.context.facts.home,
          PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          PROVCTL_INSTANCE: 'api',
          PROVCTL_RELEASE: mark.release,
          PROVCTL_SPEC: mark.restartHash,
        })
          .map(([key, value]) => `${key}=${value}`)
          .toSorted(),
      );
      expect([restartHash, release]).toEqual([mark.restartHash, mark.release]);
      const status = readFileSync(`/proc/${process.pid}/status`, 'utf8');
      expect(/^SigIgn:\s*(\w+)/m.exec(status)?.[1]).toBe('0000000000000000');
      expect(/^Umask:\s*(\w+)/m.exec(status)?.[1]).toBe('0027');
    });

    test('hands over hostile arguments unchanged', async () => {
      await using host = openProcessHost({ shell });
      const script = 'for word; do printf "%s\\0" "$word"; done; exec sleep 1000';
      host.install(processDefinition(['/bin/sh', '-c', script, ...hostile, 'last']));
      await host.supervisor('start', 'api');
      await until(() => host.file('api', 'output.log').endsWith('last\0'));
      expect(host.file('api', 'output.log').split('\0').slice(0, -1)).toEqual([...hostile.slice(1), 'last']);
    });

    test('restarts what was killed, stops what it is told to, and starts nothing twice', async () => {
      await using host = openProcessHost({ shell });
      host.install(processDefinition(['sleep', '1000']));
      await Promise.all(Array.from({ length: 4 }, () => host.supervisor('start', 'api')));
      const first = running(await host.until('api', isRunning));
      expect(children('sleep\0' + '1000\0', host.context.ownerDirectory)).toBe(1);
      process.kill(first.process.pid, 'SIGKILL');
      const second = running(
        await host.until('api', (run) => run.kind === 'running' && run.process.pid !== first.process.pid),
      );
      expect(second.restarts).toBe(1);
      expect(second.invocation).not.toBe(first.invocation);
      expect(await host.supervisor('stop', 'api')).toMatchObject({ status: 0, stderr: '' });
      expect(await host.run('api')).toEqual({ kind: 'stopped' });
      await gone(second.process.pid);
    });

    test('kills a stubborn group when its time is over', async () => {
      await using host = openProcessHost({ shell });
      const stubborn = `trap '' TERM; (trap '' TERM; sleep 1000) & echo $! >&2; wait`;
      host.install(
        processDefinition(['/bin/sh', '-c', stubborn], { stop: { signal: 'SIGTERM', timeoutMs: 300 } }),
      );
      await host.supervisor('start', 'api');
      const { process: leader } = running(await host.until('api', isRunning));
      await until(() => host.file('api', 'output.log').endsWith('\n'));
      await host.supervisor('stop', 'api');
      await gone(leader.pid);
      await gone(Number(host.file('api', 'output.log')));
      expect(await host.run('api')).toEqual({ kind: 'stopped' });
    });

    test('leaves nothing behind of a program that was killed', async () => {
      await using host = openProcessHost({ shell });
      const worker = 'sleep 1000 & echo $! >&2; wait';
      const restart = { policy: 'no', delayMs: 0, maxDelayMs: 0, burst: 0, windowMs: 0 } as const;
      host.install(processDefinition(['/bin/sh', '-c', worker], { restart }));
      await host.supervisor('start', 'api');
      const { process: leader } = running(await host.until('api', isRunning));
      await until(() => host.file('api', 'output.log').endsWith('\n'));
      process.kill(leader.pid, 'SIGKILL');
      await host.until('api', ({ kind }) => kind === 'failed');
      await gone(Number(host.file('api', 'output.log')));
    });

    test('gives up on a program that keeps failing', async () => {
      await using host = openProcessHost({ shell });
      const restart = {
        policy: 'on-failure',
        delayMs: 20,
        maxDelayMs: 80,
        burst: 4,
        windowMs: 60_000,
      } as const;
      host.install(processDefinition(['/bin/sh', '-c', 'echo run; exit 3'], { restart }));
      await host.supervisor('start', 'api');
      const run = await host.until('api', ({ kind }) => kind === 'failed');
      expect(run).toEqual({ kind: 'failed', result: 'start-limit-hit', exitStatus: 3 });
      expect(host.file('api', 'output.log')).toBe('run\n'.repeat(4));
    });

    test('takes over a program whose supervisor was killed', async () => {
      await using host = openProcessHost({ shell });
      host.install(processDefinition(['sleep', '1000']));
      await host.supervisor('start', 'api');
      const before = running(await host.until('api', isRunning));
      process.kill(Number(host.file('api', 'record').split(' ')[0]), 'SIGKILL');
      expect(await host.until('api', ({ kind }) => kind === 'failed')).toMatchObject({
        result: 'unsupervised',
      });
      await host.supervisor('start', 'api');
      expect(running(await host.until('api', isRunning)).process).toEqual(before.process);
      await host.supervisor('stop', 'api');
      await gone(before.process.pid);
    });

    test('reloads by signal and by command, and remembers what was reloaded', async () => {
      await using host = openProcessHost({ shell });
      const loop = `trap 'echo hup' HUP; while :; do sleep 0.05; done`;
      const bySignal = processDefinition(['/bin/sh', '-c', loop], { reload: { signal: 'SIGHUP' } });
      host.install(bySignal);
      await host.supervisor('start', 'api');
      const before = running(await host.until('api', isRunning));
      host.install(bySignal, 'b');
      expect(await host.supervisor('reload', 'api')).toMatchObject({ status: 0, stderr: '' });
      await until(() => host.file('api', 'output.log').includes('hup'));
      const after = running(await host.run('api'));
      expect(after.process).toEqual(before.process);
      expect([before.reloadHash, after.reloadHash]).toEqual([`v1:${'a'.repeat(64)}`, `v1:${'b'.repeat(64)}`]);
      expect(after.restartHash).toBe(`v1:${'a'.repeat(64)}`);
      const command = ['/bin/sh', '-c', 'echo "reloaded $A"; exit "$CODE"'];
      host.install({ ...bySignal, env: { A: 'x y', CODE: '0' }, reload: { command } }, 'c');
      expect(await host.supervisor('reload', 'api')).toMatchObject({ status: 0 });
      expect(host.file('api', 'output.log')).toContain('reloaded x y\n');
      host.install({ ...bySignal, env: { CODE: '1' }, reload: { command } }, 'd');
      expect((await host.supervisor('reload', 'api')).status).not.toBe(0);
      expect(running(await host.run('api')).reloadHash).toBe(`v1:${'c'.repeat(64)}`);
    });

    test('believes no process number that another process has now', async () => {
      await using host = openProcessHost({ shell });
      host.install(processDefinition(['sleep', '1000']));
      await host.supervisor('start', 'api');
      await host.until('api', isRunning);
      await host.supervisor('stop', 'api');

      const folder = instanceDirectory(host.context, 'api');
      const forged = host
        .file('api', 'record')
        .replace(/^\d+ \d+/, `${process.pid} ${process.pid}`)
        .replace('state stopped', 'state running');
      writeFileSync(join(folder, 'record'), forged);
      writeFileSync(join(folder, 'lock.7'), `${process.pid} 1 ${host.context.facts.bootId}\n`);
      expect(await host.run('api')).toMatchObject({ kind: 'failed', result: 'supervisor-died' });
      await host.supervisor('stop', 'api');
      await host.supervisor('start', 'api');
      expect(running(await host.until('api', isRunning)).process.pid).not.toBe(process.pid);
      expect(lives(process.pid)).toBe(true);
    });
  });
}

/** Programs of this owner: their environment says whose they are, and their parent's argv which supervisor. */
function children(name: string, ownerDirectory: string): number {
  return readdirSync('/proc').filter((pid) => {
    try {
      if (!/^\d+$/.test(pid) || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(name)) return false;
      const parent = /\) \w (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
      return readFileSync(`/proc/${parent}/cmdline`, 'utf8').includes(ownerDirectory);
    } catch {
      return false;
    }
  }).length;
}
