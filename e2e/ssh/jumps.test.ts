import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Machine, SshConnection } from '../../reconciler/model/desired.ts';
import { SshReach } from '../../reconciler/transports/ssh/open.ts';
import { unmet } from '../needs.ts';
import { outcome, settingsOf } from '../support/ssh-machine.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';
import { until } from '../support/until.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'sshd']);

describe.skipIf(lacks !== null)('a machine that is reached over others', () => {
  let bastion: Sshd;
  let inner: Sshd;
  let reach: SshReach;
  beforeAll(async () => {
    [bastion, inner] = await Promise.all([startSshd({ config: ['MaxSessions 1'] }), startSshd()]);
    inner.authorize('deploy', bastion.identity);
  });
  afterAll(async () => {
    await inner[Symbol.asyncDispose]();
    await bastion[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    reach = reaching(bastion, inner);
  });

  function reaching(...known: readonly Sshd[]): SshReach {
    const file = bastion.at(`known-${known.length}`);
    writeFileSync(file, known.map(({ knownHosts }) => readFileSync(knownHosts, 'utf8')).join(''));
    return new SshReach(settingsOf(bastion, { credential: { knownHosts: [file] } }));
  }
  const at = (sshd: Sshd, jump?: SshConnection['jump']): SshConnection => ({
    kind: 'ssh',
    address: '127.0.0.1',
    port: sshd.port,
    user: 'deploy',
    credential: 'own',
    ...(jump === undefined ? {} : { jump }),
  });
  const overBastion = () => at(inner, { ...at(bastion), machine: 'bastion' });
  const open = (connection: SshConnection, by = reach) => {
    const machine: Machine = { name: 'inner', connection, labels: {}, fleet: 'web' };
    return by.open(machine, connection, { stateRoot: null });
  };

  it('is that machine, and the way is closed with the last who used it', async () => {
    const sessions = await Promise.all([open(overBastion()), open(overBastion()), open(overBastion())]);
    expect(bastion.sessions()).toHaveLength(1);
    const machineId = readFileSync(inner.at('etc/machine-id'), 'utf8').trim();
    for (const { facts } of sessions) expect(facts.machineId).toBe(machineId);
    await Promise.all(sessions.slice(1).map((session) => session[Symbol.asyncDispose]()));
    const [result] = (await sessions[0]?.read([{ kind: 'digest', paths: ['/etc/machine-id'] }])) ?? [];
    expect(result?.kind).toBe('digests');
    await sessions[0]?.[Symbol.asyncDispose]();
    await until('the way is closed', () => bastion.sessions().length === 0);
    expect(await outcome(open(overBastion()))).toBe('open');
  });

  it('may be behind two', async () => {
    const twice = at(inner, { ...at(bastion, { ...at(inner), machine: 'first' }), machine: 'bastion' });
    expect(await outcome(open(twice))).toBe('open');
    await until('the ways are closed', () => bastion.sessions().length + inner.sessions().length === 0);
  });

  it('is verified under its own name, and so is each on the way', async () => {
    const unknown = (known: Sshd) => open(overBastion(), reaching(known)).catch((error: unknown) => error);
    expect(await unknown(bastion)).toMatchObject({
      kind: 'transport.host-key-unknown',
      context: { machine: 'inner' },
    });
    expect(await unknown(inner)).toMatchObject({
      kind: 'transport.host-key-unknown',
      context: { machine: 'bastion' },
    });
  });

  it('cannot be reached when nothing listens behind, and the way is closed', async () => {
    const nowhere = { ...overBastion(), port: 1 };
    await expect(open(nowhere)).rejects.toMatchObject({
      kind: 'transport.refused',
      context: { machine: 'bastion', host: '127.0.0.1', port: 1 },
    });
    await until('the way is closed', () => bastion.sessions().length === 0);
  });

  it('is lost with the way, and found again over a new one', async () => {
    const session = await open(overBastion());
    for (const pid of bastion.sessions()) process.kill(pid, 'SIGKILL');
    await expect(session.read([])).rejects.toMatchObject({ kind: 'transport.lost' });
    expect(await outcome(open(overBastion()))).toBe('open');
    await session[Symbol.asyncDispose]();
  });
});
