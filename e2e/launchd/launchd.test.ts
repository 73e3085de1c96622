import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BackendContext, Transition } from '../../reconciler/backends/backend.ts';
import { launchdBackend } from '../../reconciler/backends/launchd/launchd.ts';
import type { Definition } from '../../reconciler/model/definition.ts';
import type { ObservedInstance } from '../../reconciler/model/observed.ts';
import { definitionOf, macContext, markOf } from '../../reconciler/testing/launchd-samples.ts';
import { type Place, perform, ran, read } from '../support/perform.ts';

/** Real processes under the stand-in of reconciler/testing/launchctl/. */
const standIn = join(import.meta.dirname, '../../reconciler/testing/launchctl');
let folder: string;
let context: BackendContext;
let place: Place;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provctl-launchd-'));
  mkdirSync(join(folder, 'state'));
  context = {
    ...macContext,
    ownerDirectory: join(folder, 'owner'),
    facts: { ...macContext.facts, home: folder },
  };
  const env = {
    ...process.env,
    PATH: `${standIn}:${process.env['PATH']}`,
    LAUNCHCTL_STATE: join(folder, 'state'),
  };
  place = { root: '', run: (argv) => ran(argv, env) };
});

afterEach(async () => {
  perform(
    place,
    look([]).map((observed) => launchdBackend.stages(context, { kind: 'remove', observed })),
  );
  expect(look([])).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

function look(instances: readonly string[]): readonly ObservedInstance[] {
  return launchdBackend.parse(context, instances, read(place, launchdBackend.observe(context, instances)));
}

function see(instance = 'api'): ObservedInstance {
  const [seen] = look([instance]);
  if (seen === undefined) throw new Error(`${instance} was asked for and is not in the answer`);
  return seen;
}

async function until(holds: (seen: ObservedInstance) => boolean): Promise<ObservedInstance> {
  for (;;) {
    const seen = see();
    if (holds(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Running, and already what it was started as: the stand-in becomes the program by two execs. */
function isRunning(seen: ObservedInstance): boolean {
  if (seen.run.kind !== 'running') return false;
  const [program] = processFile(seen, 'cmdline');
  return program !== undefined && !['sh', 'setsid', 'env'].includes(program);
}

function converge(
  definition: Definition,
  letter: string,
  run: (Transition & { kind: 'converge' })['run'],
  install = true,
) {
  const mark = markOf(definition, context, letter);
  return perform(place, [
    launchdBackend.stages(context, { kind: 'converge', definition, mark, observed: see(), install, run }),
  ]);
}

function processFile(seen: ObservedInstance, name: 'cmdline' | 'environ'): readonly string[] {
  if (seen.run.kind !== 'running') throw new Error(seen.run.kind);
  return readFileSync(`/proc/${seen.run.process.pid}/${name}`, 'utf8').split('\0').slice(0, -1);
}

const sleeper = definitionOf({
  command: ['/bin/sleep', '1000'],
  env: { GREETING: 'a "b" <c> & \'d\' $HOME\nsecond line é', EMPTY: '' },
  restart: { policy: 'always', delayMs: 1000, maxDelayMs: 1000, burst: 0, windowMs: 0 },
  stop: { signal: 'SIGTERM', timeoutMs: 2000 },
});

test('what runs is what was declared, and a second look finds nothing to do', async () => {
  converge(sleeper, 'a', 'start');
  const seen = await until(isRunning);
  expect(processFile(seen, 'cmdline')).toEqual(sleeper.command);
  expect(processFile(seen, 'environ')).toEqual(
    expect.arrayContaining([
      `GREETING=${sleeper.env['GREETING']}`,
      'EMPTY=',
      `PROVCTL_SPEC=v1:${'a'.repeat(64)}`,
    ]),
  );
  expect(seen).toMatchObject({
    installed: { kind: 'marked', edited: false, definition: sleeper },
    loaded: { restartHash: `v1:${'a'.repeat(64)}`, stale: false },
    boot: true,
    run: { restartHash: `v1:${'a'.repeat(64)}`, release: 'a'.repeat(16) },
  });
});

test('a changed definition runs although the old one ends slowly and its label stays taken for a while', async () => {
  const stubborn = { ...sleeper, command: ['/bin/sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done'] };
  converge({ ...stubborn, stop: { signal: 'SIGTERM', timeoutMs: 1000 } }, 'a', 'start');
  await until(isRunning);
  converge(sleeper, 'b', 'restart');
  const seen = await until(isRunning);
  expect(processFile(seen, 'cmdline')).toEqual(sleeper.command);
  expect(seen.loaded).toEqual({ restartHash: `v1:${'b'.repeat(64)}`, stale: false });
});

test('an unchanged one is restarted in place', async () => {
  converge(sleeper, 'a', 'start');
  const before = processFile(await until(isRunning), 'cmdline');
  converge(sleeper, 'a', 'restart', false);
  const after = await until(
    (seen) => isRunning(seen) && seen.run.kind === 'running' && seen.run.restarts === 1,
  );
  expect(processFile(after, 'cmdline')).toEqual(before);
});

test('a definition written but not loaded is stale; what runs tells the old one', async () => {
  converge(sleeper, 'a', 'start');
  await until(isRunning);
  converge(sleeper, 'b', 'none');
  expect(see()).toMatchObject({ loaded: { stale: true }, run: { restartHash: `v1:${'a'.repeat(64)}` } });
});

test('stopped stays stopped, and starts again though it was disabled', async () => {
  converge({ ...sleeper, boot: false }, 'a', 'start');
  expect((await until(isRunning)).boot).toBe(false);
  converge({ ...sleeper, boot: false }, 'a', 'stop', false);
  expect(see().run).toEqual({ kind: 'stopped' });
  converge(sleeper, 'a', 'start', false);
  expect((await until(isRunning)).boot).toBe(true);
});

test('a failed run says how it ended', async () => {
  const failing = {
    ...sleeper,
    command: ['/bin/sh', '-c', 'exit 3'],
    restart: { ...sleeper.restart, policy: 'no' as const },
  };
  converge(failing, 'a', 'start');
  const seen = await until(({ run }) => run.kind === 'failed');
  expect(seen.run).toEqual({ kind: 'failed', result: 'exit-code', exitStatus: 3 });
});

test('one that ends again and again is a crash loop', async () => {
  const restart = { ...sleeper.restart, delayMs: 600_000 };
  converge({ ...sleeper, command: ['/bin/false'], restart }, 'a', 'start');
  expect((await until(({ run }) => run.kind === 'crashlooping')).run).toEqual({
    kind: 'crashlooping',
    restarts: 0,
  });
});

test('secrets reach the process and no property list', async () => {
  const definition = { ...sleeper, env: { ...sleeper.env, TOKEN: { secret: 'token', digest: 'hmac:x' } } };
  const release = join(context.ownerDirectory, 'releases', 'a'.repeat(16));
  mkdirSync(release, { recursive: true });
  writeFileSync(join(release, 'secrets.env'), 'TOKEN:2 first $line\n"second"\n', { mode: 0o600 });
  converge(definition, 'a', 'start');
  const seen = await until((now) => isRunning(now) && processFile(now, 'cmdline')[0] === '/bin/sleep');
  expect(processFile(seen, 'environ')).toContain('TOKEN=first $line\n"second"');
  expect(processFile(seen, 'cmdline')).toEqual(definition.command);
  expect(seen.installed.kind === 'marked' ? readFileSync(seen.installed.path, 'utf8') : '').not.toContain(
    'first $line',
  );
});

test('a reload signals, and forgetting leaves the process running without our mark', async () => {
  converge(
    {
      ...sleeper,
      command: ['/bin/sh', '-c', 'trap "echo got it" HUP; while :; do sleep 0.1; done'],
      reload: { signal: 'SIGHUP' },
    },
    'a',
    'start',
  );
  const before = await until(isRunning);
  const seen = see();
  if (seen.installed.kind !== 'marked' || seen.installed.definition === null)
    throw new Error(seen.installed.kind);
  converge(seen.installed.definition, 'a', 'reload', false);
  const log = launchdBackend.logs(context, ['api'], { lines: 5, follow: false, since: null });
  await until(() => place.run(log).stdout.includes('got it'));
  const observed = see();
  perform(place, [launchdBackend.stages(context, { kind: 'forget', observed })]);
  const forgotten = see();
  expect(forgotten.installed.kind).toBe('foreign');
  expect(processFile(forgotten, 'cmdline')).toEqual(processFile(before, 'cmdline'));
  // Taken back, so that the end of the test removes it.
  perform(place, [
    launchdBackend.stages(context, {
      kind: 'adopt',
      definition: sleeper,
      mark: markOf(sleeper, context, 'b'),
      observed: forgotten,
    }),
  ]);
  expect(see().installed.kind).toBe('marked');
});
