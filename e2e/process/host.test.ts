import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { countedSecretsPath } from '../../reconciler/backends/counted-secrets.ts';
import { instanceDirectory } from '../../reconciler/backends/process/paths.ts';
import { processBackend } from '../../reconciler/backends/process/process.ts';
import { releaseOperations } from '../../reconciler/backends/release.ts';
import type { Run } from '../../reconciler/model/observed.ts';
import { Secret } from '../../reconciler/model/secret.ts';
import { openProcessHost, type ProcessHost } from '../../reconciler/testing/process-host.ts';
import { processDefinition } from '../../reconciler/testing/process-samples.ts';
import { unmet } from '../needs.ts';

const lacksLinux = unmet(['linux']);
const isRunning = (run: Run) => run.kind === 'running';

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`never: ${isTrue}`);
    await after(20);
  }
}

function pidOf(run: Run): number {
  if (run.kind !== 'running') throw new Error(`not running: ${JSON.stringify(run)}`);
  return run.process.pid;
}

/** Every process of this machine whose argv or environment names the directory. */
function processesOf(directory: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory);
    } catch {
      return false;
    }
  });
}

function logSizes(host: ProcessHost): readonly number[] {
  const folder = instanceDirectory(host.context, 'api');
  return readdirSync(folder)
    .filter((name) => name.startsWith('output.log'))
    .sort()
    .map((name) => statSync(join(folder, name)).size);
}

describe.skipIf(lacksLinux !== null).concurrent('the process backend', () => {
  test('gives secrets to the program and to nobody else', async () => {
    await using host = openProcessHost();
    const value = `p4ss 'word' "$x"\nsecond line\\`;
    const env = { DB_PASSWORD: { secret: 'db', digest: 'hmac:1' }, PLAIN: 'yes' };
    const script = 'printf "%s|%s" "$DB_PASSWORD" "$PLAIN"; exec sleep 1000';
    const definition = processDefinition(['/bin/sh', '-c', script], { env });
    const mark = host.install(definition);
    const parts = { contents: new Map(), secrets: new Map([['db', new Secret(value)]]) };
    for (const operation of releaseOperations(processBackend, host.context, definition, mark, parts)) {
      if (operation.kind !== 'put' || 'file' in operation.content) continue;
      mkdirSync(dirname(operation.path), { recursive: true });
      writeFileSync(operation.path, operation.content.bytes, { mode: Number.parseInt(operation.mode, 8) });
    }
    expect(statSync(countedSecretsPath(host.context, mark.release)).mode & 0o777).toBe(0o600);
    await host.supervisor('start', 'api');
    await host.until('api', isRunning);
    await until(() => host.file('api', 'output.log').endsWith('yes'));
    expect(host.file('api', 'output.log')).toBe(`${value}|yes`);
    expect(host.file('api', 'service') + host.file('api', 'record')).not.toContain('p4ss');
    expect(JSON.stringify(await host.look('api'))).not.toContain('p4ss');
  });

  test('bounds the log of a program that never stops writing', async () => {
    await using host = openProcessHost({
      rewrite: (text) => text.replace('keeper_seconds:-5', 'keeper_seconds:-0.1'),
    });
    const script = 'while :; do printf "%01000d\\n" 0; sleep 0.002; done';
    host.install(processDefinition(['/bin/sh', '-c', script], { logs: { maxSizeBytes: 20_000, keep: 2 } }));
    await host.supervisor('start', 'api');
    await until(() => logSizes(host).length === 3);
    const name = () => statSync(join(instanceDirectory(host.context, 'api'), 'output.log.2')).ino;
    const before = name();
    await until(() => name() !== before);
    await until(() => logSizes(host).length === 3);
    expect(host.file('api', 'output.log.1').length).toBeGreaterThan(20_000);
    expect(pidOf(await host.run('api'))).toBeGreaterThan(0);
    await host.supervisor('remove', 'api');
    expect(existsSync(join(host.context.ownerDirectory, 'instances'))).toBe(false);
    expect(processesOf(host.context.ownerDirectory)).toEqual([]);
  });

  test('starts with the machine what wants to, by one line in the crontab', async () => {
    const crontab =
      '#!/bin/sh\nfile="${0%/*}/tab"\ncase $1 in -l) cat "$file" ;; -r) rm "$file" ;; -) cat >"$file" ;; esac\n';
    await using host = openProcessHost({ crontab });
    const tab = join(dirname(host.context.ownerDirectory), 'bin', 'tab');
    writeFileSync(tab, '0 3 * * * other\n');
    host.install(processDefinition(['sleep', '1000'], { boot: true }));
    host.install(processDefinition(['sleep', '1000'], { boot: true, instance: 'held' }));
    host.install(processDefinition(['sleep', '1000'], { instance: 'never' }));
    const { ownerDirectory } = host.context;
    expect((await host.look('api'))[0]?.boot).toBe(false);
    for (const _ of [1, 2]) expect((await host.supervisorOf('sync-boot', ownerDirectory)).status).toBe(0);
    expect((await host.look('api', 'never', 'held')).map(({ boot }) => boot)).toEqual([true, false, true]);
    const lines = readFileSync(tab, 'utf8').split('\n').slice(0, -1);
    expect(lines).toEqual([
      '0 3 * * * other',
      expect.stringMatching(/^@reboot sh '.*' boot '.*' # provctl$/),
    ]);
    await host.supervisor('stop', 'held');
    expect((await host.supervisorOf('boot', ownerDirectory)).status).toBe(0);
    await host.until('api', isRunning);
    expect(await host.run('held')).toEqual({ kind: 'stopped' });
    expect(await host.run('never')).toEqual({ kind: 'stopped' });
    await host.supervisor('remove', 'api', 'held');
    await host.supervisorOf('sync-boot', ownerDirectory);
    expect(readFileSync(tab, 'utf8')).toBe('0 3 * * * other\n');
  });

  test('waits longer after each failure and starts anew after a long run', async () => {
    await using host = openProcessHost();
    const restart = { policy: 'always', delayMs: 50, maxDelayMs: 200, burst: 0, windowMs: 60_000 } as const;
    const script = 'read -r now rest </proc/uptime; echo "$now"';
    host.install(processDefinition(['/bin/sh', '-c', script], { restart }));
    await host.supervisor('start', 'api');
    await until(() => host.file('api', 'output.log').split('\n').length > 6);
    expect(['crashlooping', 'running', 'starting']).toContain((await host.run('api')).kind);
    const times = host.file('api', 'output.log').trimEnd().split('\n').map(Number);
    const gaps = times.slice(1, 6).map((time, index) => time - (times[index] ?? 0));
    for (const [index, least] of [0.05, 0.1, 0.2, 0.2, 0.2].entries())
      expect(gaps[index]).toBeGreaterThanOrEqual(least - 0.015);
  });

  test('leaves a completed program alone, and a failed one where restarts are off', async () => {
    await using host = openProcessHost();
    host.install(processDefinition(['/bin/sh', '-c', 'exit 0']));
    const restart = { policy: 'no', delayMs: 1, maxDelayMs: 1, burst: 0, windowMs: 0 } as const;
    host.install(processDefinition(['/bin/sh', '-c', 'kill -KILL $$'], { restart, instance: 'killed' }));
    host.install(processDefinition(['/no/such/program'], { restart, instance: 'missing' }));
    host.install(processDefinition(['true'], { restart, instance: 'lost', cwd: '/no/such/folder' }));
    await host.supervisor('start', 'api', 'killed', 'missing', 'lost');
    expect(await host.until('api', ({ kind }) => kind === 'completed')).toEqual({ kind: 'completed' });
    const failed = (run: Run) => run.kind === 'failed';
    expect(await host.until('killed', failed)).toEqual({ kind: 'failed', result: 'signal', exitStatus: 137 });
    expect(await host.until('missing', failed)).toEqual({
      kind: 'failed',
      result: 'exit-code',
      exitStatus: 127,
    });
    expect(await host.until('lost', failed)).toEqual({
      kind: 'failed',
      result: 'exit-code',
      exitStatus: 200,
    });
    expect(host.file('lost', 'output.log')).toContain('/no/such/folder');
    await host.supervisor('stop', 'killed');
    expect(await host.run('killed')).toEqual({ kind: 'stopped' });
  });

  test('a killed supervisor in any moment leads to one program in the end', async () => {
    await using host = openProcessHost();
    const restart = { policy: 'always', delayMs: 1, maxDelayMs: 1, burst: 0, windowMs: 0 } as const;
    // Two at once would see each other's lock file.
    const script = 'set -C; >alone || echo TWICE; sleep 0.01; rm -f alone';
    const cwd = instanceDirectory(host.context, 'api');
    host.install(processDefinition(['/bin/sh', '-c', script], { restart, cwd }));
    for (let round = 0; round < 12; round++) {
      await Promise.all([host.supervisor('start', 'api'), host.supervisor('start', 'api')]);
      await until(() => /^\d+ \d+\n/.test(host.file('api', 'record')));
      const supervisor = Number(host.file('api', 'record').split(' ')[0]);
      await after(round * 3);
      try {
        process.kill(supervisor, 'SIGKILL');
      } catch {}
    }
    await host.supervisor('start', 'api');
    expect(await host.supervisor('stop', 'api')).toMatchObject({ status: 0 });
    expect(host.file('api', 'output.log')).not.toContain('TWICE');
  });

  test('works without /proc', async () => {
    await using host = openProcessHost({ rewrite: (text) => text.replace('proc=/proc', 'proc=/nowhere') });
    host.install(processDefinition(['sleep', '1000']));
    expect(await host.supervisor('start', 'api')).toMatchObject({ status: 0, stderr: '' });
    const record = () => host.file('api', 'record');
    await until(() => record().includes('state running'));
    const pid = Number(/ (\d+)\n/.exec(record())?.[1]);
    await host.supervisor('start', 'api');
    expect(record()).toContain(` ${pid}\n`);
    process.kill(pid, 'SIGKILL');
    await until(() => record().includes('restarts 1') && record().includes('state running'));
    expect(await host.supervisor('stop', 'api')).toMatchObject({ status: 0, stderr: '' });
    expect(record()).toContain('state stopped');
  });

  test('leaves a program running when its mark is taken off', async () => {
    await using host = openProcessHost();
    host.install(processDefinition(['sleep', '1000']));
    await host.supervisor('start', 'api');
    const pid = pidOf(await host.until('api', isRunning));
    expect((await host.supervisor('unmark', 'api')).status).toBe(0);
    const [seen] = await host.look('api');
    expect(seen?.installed.kind).toBe('foreign');
    expect(pidOf(await host.run('api'))).toBe(pid);
    expect(await host.look()).toEqual([]);
  });
});

const lacksRoot = unmet(['linux', 'root']);

test.skipIf(lacksRoot !== null)(
  'runs as the desired user, with the rights and limits asked for',
  async () => {
    await using host = openProcessHost();
    const script = 'echo "$(id -un) $(id -gn) $HOME $(ulimit -n) $(umask)"; exec sleep 1000';
    const definition = processDefinition(['/bin/sh', '-c', script], {
      user: 'nobody',
      limits: { openFiles: 321 },
      umask: '0077',
    });
    host.install(definition);
    await host.supervisor('start', 'api');
    await until(() => host.file('api', 'output.log').endsWith('\n'));
    expect(host.file('api', 'output.log')).toBe('nobody nogroup /nonexistent 321 0077\n');
  },
);
