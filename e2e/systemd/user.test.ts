import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackendContext } from '../../reconciler/backends/backend.ts';
import { systemdBackend } from '../../reconciler/backends/systemd/systemd.ts';
import { definitionOf, markOf, userContext } from '../../reconciler/testing/systemd-samples.ts';
import { unmet } from '../needs.ts';
import { type Place, perform, read } from '../support/perform.ts';
import { bootHost, type Host } from '../support/systemd-host.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'systemd', 'systemd-nspawn', 'dbus']);

/** A login that is not root, over a line that no login manager knows of, as SSH's can be. */
describe.skipIf(lacks !== null)(`systemd for a user${lacks === null ? '' : ` (skipped: ${lacks})`}`, () => {
  let host: Host;
  let login: Place;
  let context: BackendContext;

  beforeAll(async () => {
    host = await bootHost({ keep: ['systemd-logind.service'] });
    const made = host.run(['useradd', '--create-home', '--shell', '/bin/sh', 'ann']);
    expect(made.status, made.stderr).toBe(0);
    const uid = Number(host.run(['id', '-u', 'ann']).stdout);
    const lingers = host.run(['loginctl', 'enable-linger', 'ann']);
    expect(lingers.status, lingers.stderr).toBe(0);
    host.run(['systemctl', 'start', `user@${uid}.service`]);
    context = { ...userContext, facts: { ...userContext.facts, uid } };
    const become = ['setpriv', '--reuid=ann', '--regid=ann', '--init-groups', '--reset-env', '--'];
    login = { root: host.root, run: (argv) => host.run([...become, ...argv]) };
  });
  afterAll(async () => {
    await host?.[Symbol.asyncDispose]();
  });

  const look = (names: readonly string[]) =>
    systemdBackend.parse(context, names, read(login, systemdBackend.observe(context, names)));

  test('installs, starts, enables and removes in that user’s own manager', () => {
    const definition = definitionOf({ command: ['/bin/sleep', '100000'], user: 'ann' });
    expect(systemdBackend.refusals(context, definition)).toEqual([]);
    // Files are put by the login itself; here root does it, into a folder that is there.
    mkdirSync(`${host.root}/home/ann/.config/systemd/user/default.target.wants`, { recursive: true });
    host.run(['chown', '-R', 'ann:ann', '/home/ann/.config']);
    const [observed] = look(['api']);
    if (observed === undefined) throw new Error('api was asked for and is not in the answer');
    expect(observed).toMatchObject({ installed: { kind: 'absent' }, run: { kind: 'stopped' } });
    const mark = markOf(definition, context);
    perform(login, [
      systemdBackend.stages(context, {
        kind: 'converge',
        definition,
        mark,
        observed,
        install: true,
        run: 'start',
      }),
    ]);
    const [running] = look(['api']);
    expect(running).toMatchObject({
      installed: { kind: 'marked', edited: false, path: '/home/ann/.config/systemd/user/api.service' },
      loaded: { stale: false },
      boot: true,
      run: { kind: 'running', restartHash: mark.restartHash, release: mark.release },
    });
    perform(
      login,
      look([]).map((seen) => systemdBackend.stages(context, { kind: 'remove', observed: seen })),
    );
    expect(look(['api'])).toMatchObject([{ installed: { kind: 'absent' }, run: { kind: 'stopped' } }]);
  });
});
