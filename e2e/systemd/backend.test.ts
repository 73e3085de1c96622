import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackendContext, Transition } from '../../reconciler/backends/backend.ts';
import { environmentFilePath, environmentFileText } from '../../reconciler/backends/systemd/secrets.ts';
import { systemdBackend } from '../../reconciler/backends/systemd/systemd.ts';
import type { Definition } from '../../reconciler/model/definition.ts';
import type { ObservedInstance } from '../../reconciler/model/observed.ts';
import { Secret } from '../../reconciler/model/secret.ts';
import { definitionOf, markOf, rootContext } from '../../reconciler/testing/systemd-samples.ts';
import { unmet } from '../needs.ts';
import { perform, read } from '../support/perform.ts';
import { bootHost, type Host } from '../support/systemd-host.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'systemd', 'systemd-nspawn', 'nginx']);

/** The backend against systemd itself: every operation it gives, every answer it reads. */
describe.skipIf(lacks !== null)(`the systemd backend${lacks === null ? '' : ` (skipped: ${lacks})`}`, () => {
  let host: Host;
  const context: BackendContext = rootContext;
  const directory = '/etc/systemd/system';

  beforeAll(async () => {
    host = await bootHost();
  });
  afterAll(async () => {
    await host?.[Symbol.asyncDispose]();
  });

  const look = (names: readonly string[]) =>
    systemdBackend.parse(context, names, read(host, systemdBackend.observe(context, names)));

  function see(instance: string): ObservedInstance {
    const found = look([instance]).find((one) => one.instance === instance);
    if (found === undefined) throw new Error(`${instance} was asked for and is not in the answer`);
    return found;
  }

  function converge(
    definition: Definition,
    letter: string,
    run: (Transition & { kind: 'converge' })['run'],
    install = true,
  ) {
    const mark = markOf(definition, context, letter);
    const observed = see(definition.instance);
    const results = perform(host, [
      systemdBackend.stages(context, { kind: 'converge', definition, mark, observed, install, run }),
    ]);
    expect(results.filter(({ kind }) => kind === 'refused' || kind === 'failed')).toEqual([]);
    return see(definition.instance);
  }

  function remove(instance: string) {
    perform(host, [systemdBackend.stages(context, { kind: 'remove', observed: see(instance) })]);
    return see(instance);
  }

  function processFile({ run }: ObservedInstance, name: 'cmdline' | 'environ'): readonly string[] {
    if (run.kind !== 'running') throw new Error(JSON.stringify(run));
    return host
      .run(['cat', `/proc/${run.process.pid}/${name}`])
      .stdout.split('\0')
      .slice(0, -1);
  }

  const hash = (letter: string) => `v1:${letter.repeat(64)}`;
  const sleeper = (instance: string, more: Partial<Definition> = {}) =>
    definitionOf({
      instance,
      command: ['/bin/sleep', '100000'],
      stop: { signal: 'SIGTERM', timeoutMs: 2000 },
      ...more,
    });
  const gone = { installed: { kind: 'absent' }, run: { kind: 'stopped' }, boot: null };

  test('creates, changes, heals an edit and a lost file, and leaves nothing', () => {
    const definition = sleeper('life@2', { env: { A: 'x' } });
    const created = converge(definition, 'a', 'start');
    expect(created).toMatchObject({
      installed: { kind: 'marked', edited: false, definition },
      loaded: { restartHash: hash('a'), stale: false },
      boot: true,
      run: { kind: 'running', restartHash: hash('a'), release: 'a'.repeat(16) },
    });
    expect(processFile(created, 'cmdline')).toEqual(definition.command);

    const changed = converge(definition, 'b', 'none');
    expect(changed).toMatchObject({ loaded: { restartHash: hash('b') }, run: { restartHash: hash('a') } });
    expect(converge(definition, 'b', 'restart', false).run).toMatchObject({ restartHash: hash('b') });

    appendFileSync(`${host.root}${directory}/life:2.service`, 'Environment=B=1\n');
    expect(see('life@2')).toMatchObject({ installed: { edited: true }, loaded: { stale: true } });
    expect(converge(definition, 'b', 'none')).toMatchObject({
      installed: { edited: false },
      loaded: { stale: false },
    });

    const before = see('life@2').run;
    rmSync(`${host.root}${directory}/life:2.service`);
    host.run(['systemctl', 'daemon-reload']);
    expect(see('life@2')).toMatchObject({ installed: { kind: 'absent' }, run: { kind: 'running' } });
    expect(converge(definition, 'b', 'none').run).toEqual(before);

    expect(remove('life@2')).toMatchObject(gone);
    expect(look([])).toEqual([]);
    expect(host.run(['systemctl', 'list-units', '--all', '--plain', '--no-legend', 'life*']).stdout).toBe('');
  });

  test('removes a unit that runs though its file is gone', () => {
    converge(sleeper('orphan'), 'a', 'start');
    rmSync(`${host.root}${directory}/orphan.service`);
    host.run(['systemctl', 'daemon-reload']);
    expect(remove('orphan')).toMatchObject(gone);
  });

  test('knows what was started even of a program that overwrites its environment', () => {
    const nginx = definitionOf({ instance: 'web', command: ['nginx', '-g', 'daemon off;'] });
    const started = converge(nginx, 'a', 'start');
    expect(processFile(started, 'environ').join('\n')).not.toContain('PROVCTL_SPEC');
    expect(started.run).toMatchObject({ kind: 'running', restartHash: hash('a'), release: 'a'.repeat(16) });
    expect(converge(nginx, 'b', 'none')).toMatchObject({
      loaded: { restartHash: hash('b') },
      run: { restartHash: hash('a') },
    });
    expect(converge(nginx, 'b', 'restart', false).run).toMatchObject({ restartHash: hash('b') });
    remove('web');
  });

  test('the limit on starts never refuses a deliberate one', () => {
    const restart = { policy: 'no', delayMs: 0, maxDelayMs: 0, burst: 1, windowMs: 600_000 } as const;
    const definition = sleeper('often', { restart });
    converge(definition, 'a', 'start');
    for (const letter of ['b', 'c', 'd']) {
      expect(converge(definition, letter, 'restart').run).toMatchObject({
        kind: 'running',
        restartHash: hash(letter),
      });
    }
    remove('often');
  });

  test('a program that cannot be run, one that fails, and one that will not end', () => {
    const restart = { policy: 'no', delayMs: 0, maxDelayMs: 0, burst: 0, windowMs: 0 } as const;
    expect(converge(sleeper('none', { command: ['/nope'], restart }), 'a', 'start').run).toEqual({
      kind: 'failed',
      result: 'exit-code',
      exitStatus: 203,
    });
    const stubborn = sleeper('stubborn', {
      command: ['/bin/sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done'],
      stop: { signal: 'SIGTERM', timeoutMs: 300 },
    });
    converge(stubborn, 'a', 'start');
    expect(converge(stubborn, 'a', 'stop', false).run).toEqual({ kind: 'stopped' });
    for (const instance of ['none', 'stubborn']) remove(instance);
  });

  test('secrets reach the process, and neither the unit nor the manager’s answers', () => {
    const value = 'p"a\\s$s`\nword %n é';
    const definition = sleeper('secret', { env: { TOKEN: { secret: 'token', digest: 'hmac:x' } } });
    const path = `${host.root}${environmentFilePath(context, 'a'.repeat(16))}`;
    mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    writeFileSync(path, environmentFileText(new Map([['TOKEN', new Secret(value)]])), { mode: 0o600 });
    const started = converge(definition, 'a', 'start');
    expect(processFile(started, 'environ')).toContain(`TOKEN=${value}`);
    expect(host.run(['systemctl', 'show', 'secret.service']).stdout).not.toContain('word');
    remove('secret');
  });

  test('a schedule is an armed timer, and a run of it is seen', () => {
    const schedule = { cron: '0 3 * * 1', timeZone: 'Europe/Berlin', missed: 'run-once' } as const;
    const definition = sleeper('job', { command: ['/bin/true'], schedule });
    expect(converge(definition, 'a', 'start')).toMatchObject({
      boot: true,
      run: { kind: 'completed' },
      loaded: { stale: false },
    });
    expect(host.run(['systemctl', 'show', '-p', 'ActiveState', '--value', 'job.timer']).stdout).toBe(
      'active\n',
    );
    converge(sleeper('job', { command: ['/bin/sleep', '1000'], schedule }), 'b', 'restart');
    host.run(['systemctl', 'start', '--no-block', 'job.service']);
    for (let waits = 0; see('job').run.kind !== 'running' && waits < 100; waits += 1);
    expect(see('job').run).toMatchObject({ kind: 'running', restartHash: hash('b') });
    // It becomes a service of its own again.
    const service = converge(sleeper('job'), 'c', 'start');
    expect(service).toMatchObject({ boot: true, run: { kind: 'running' }, installed: { edited: false } });
    expect(host.run(['systemctl', 'show', '-p', 'LoadState', '--value', 'job.timer']).stdout).toBe(
      'not-found\n',
    );
    remove('job');
  });

  test('adopts the distribution’s own unit without a restart, changes it when asked, and gives it back', () => {
    const declared = definitionOf({ instance: 'cron', command: ['/usr/sbin/cron', '-f'] });
    const foreign = see('cron');
    expect(foreign).toMatchObject({ installed: { kind: 'foreign' }, run: { kind: 'running' } });
    const adopt = (observed: ObservedInstance) =>
      perform(host, [
        systemdBackend.stages(context, {
          kind: 'adopt',
          definition: declared,
          mark: markOf(declared),
          observed,
        }),
      ]);
    host.run(['systemctl', 'restart', 'cron.service']);
    expect(adopt(foreign).at(-1)).toMatchObject({ kind: 'refused' });
    const shown = see('cron');
    adopt(shown);
    const adopted = see('cron');
    expect(adopted).toMatchObject({
      installed: { kind: 'marked', adopted: true, edited: false, definition: declared, overrides: [] },
      loaded: { stale: false },
      run: shown.run,
    });
    const changed = converge({ ...declared, env: { A: '1' } }, 'b', 'restart');
    expect(processFile(changed, 'environ')).toContain('A=1');
    expect(changed.installed).toMatchObject({ adopted: true, edited: false });
    expect(remove('cron')).toMatchObject({ installed: { kind: 'foreign' }, run: { kind: 'running' } });
  });

  test('forgets: the process runs on, and the unit is nobody’s', () => {
    const before = converge(sleeper('forgotten'), 'a', 'start');
    perform(host, [systemdBackend.stages(context, { kind: 'forget', observed: before })]);
    const after = see('forgotten');
    expect(after).toMatchObject({
      installed: { kind: 'foreign' },
      run: { kind: 'running', invocation: expect.any(String) },
    });
    expect(after.run).toEqual(before.run);
    expect(look([])).toEqual([]);
    host.run(['systemctl', 'stop', 'forgotten.service']);
    rmSync(`${host.root}${directory}/forgotten.service`);
  });

  test('the journal’s lines are the program’s own', () => {
    const said = sleeper('said', {
      command: ['/bin/sh', '-c', 'printf "two\\nlines \\033[1m\\n"; exec sleep 100000'],
    });
    converge(said, 'a', 'start');
    const argv = systemdBackend.logs(context, ['said'], { lines: 10, follow: false, since: null });
    let texts: readonly (string | null | undefined)[] = [];
    for (let waits = 0; !texts.includes('two') && waits < 100; waits += 1) {
      const lines = host
        .run(argv)
        .stdout.split('\n')
        .filter((line) => line !== '');
      texts = lines.map((line) => systemdBackend.logText?.(line));
    }
    expect(texts).toEqual(expect.arrayContaining(['two', 'lines \u001b[1m']));
    remove('said');
  });

  test('nothing is left', () => {
    expect(look([])).toEqual([]);
    expect(readFileSync(`${host.root}/etc/machine-id`, 'utf8')).toBe(`${host.machineId}\n`);
    expect(host.run(['systemctl', '--failed', '--plain', '--no-legend']).stdout).toBe('');
  });
});
