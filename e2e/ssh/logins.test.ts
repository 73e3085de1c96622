import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { openSsh, outcome } from '../support/ssh-machine.ts';
import { newKey, type Sshd, startSshd } from '../support/sshd.ts';
import { until } from '../support/until.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'sshd', 'ssh', 'bash']);
const from = (variable: string) => ({ kind: 'environment', variable }) as const;

describe.skipIf(lacks !== null)('a login', () => {
  let sshd: Sshd;
  let agent: Agent;
  beforeAll(async () => {
    const accounts = ['deploy', 'ana'].map((name) => ({ name, shell: '/bin/sh', password: 'right' }));
    sshd = await startSshd({ accounts, config: ['MaxAuthTries 3'] });
    agent = await startAgent(sshd);
  });
  afterAll(async () => {
    agent.stop();
    await sshd[Symbol.asyncDispose]();
  });
  const withAgent = () => ({ agentSocket: agent.socket });

  it('is by the key of the credential, as the user that the machine names', async () => {
    await using session = await openSsh(sshd, { user: 'ana' });
    expect(session.facts).toMatchObject({ user: 'ana', home: sshd.home('ana', '') });
  });

  it.each(['ecdsa', 'rsa'])('is by a key of type %s', async (type) => {
    const key = newKey(sshd.at(`id_${type}`), '', type);
    sshd.authorize('deploy', key);
    expect(await outcome(openSsh(sshd, { credential: { identityFile: key } }))).toBe('open');
  });

  it('is by a key with a passphrase', async () => {
    const key = newKey(sshd.at('id_locked'), 'open sesame');
    sshd.authorize('deploy', key);
    const by = (passphrase: string | null) =>
      outcome(
        openSsh(sshd, {
          credential: { identityFile: key, passphrase: passphrase === null ? null : from(passphrase) },
        }),
      );
    expect(await by('open sesame')).toBe('open');
    expect(await by('another')).toBe('transport.identity-unusable');
    expect(await by(null)).toBe('transport.identity-locked');
  });

  it('is not by a key that others can read, that is none, or that is not there', async () => {
    const by = (identityFile: string) => outcome(openSsh(sshd, { credential: { identityFile } }));
    const open = newKey(sshd.at('id_open'));
    chmodSync(open, 0o644);
    expect(await by(open)).toBe('transport.identity-open');
    writeFileSync(sshd.at('id_none'), 'no key', { mode: 0o600 });
    expect(await by(sshd.at('id_none'))).toBe('transport.identity-unusable');
    expect(await by(sshd.at('id_nowhere'))).toBe('transport.identity-unreadable');
    expect(await by(sshd.folder)).toBe('transport.identity-unusable');
  });

  it('fails with a key that the machine does not take, and says what was tried', async () => {
    const key = newKey(sshd.at('id_wrong'));
    await expect(openSsh(sshd, { credential: { identityFile: key } })).rejects.toMatchObject({
      kind: 'transport.auth',
      context: { machine: 'web-1', user: 'deploy', tried: `key ${key}` },
    });
  });

  it('is by the keys that OpenSSH would take, where no credential is named', async () => {
    expect(await outcome(openSsh(sshd, { credential: { identityFile: null } }))).toBe('transport.no-login');
    newKey(sshd.at('home/.ssh/id_ecdsa'), '', 'ecdsa');
    sshd.authorize('deploy', newKey(sshd.at('home/.ssh/id_rsa'), '', 'rsa'));
    const [auth, identityFile] = [null, null];
    expect(await outcome(openSsh(sshd, { credential: { auth, identityFile } }))).toBe('open');
  });

  it('is by the agent', async () => {
    const credential = { auth: ['agent'], identityFile: null } as const;
    expect(await outcome(openSsh(sshd, { credential, settings: withAgent() }))).toBe('open');
    expect(await outcome(openSsh(sshd, { credential }))).toBe('transport.no-login');
    const gone = { agentSocket: sshd.at('no-socket') };
    await expect(openSsh(sshd, { credential, settings: gone })).rejects.toMatchObject({
      kind: 'transport.auth',
      context: { tried: 'agent, Failed to connect to agent' },
    });
  });

  it('is by one key of an agent that holds many', async () => {
    for (let n = 0; n < 4; n += 1) await agent.add(newKey(sshd.at(`id_more_${n}`)));
    const many = { auth: ['agent'], identityFile: null } as const;
    expect(await outcome(openSsh(sshd, { credential: many, settings: withAgent() }))).toBe('transport.auth');
    const one = { auth: ['agent'] } as const;
    expect(await outcome(openSsh(sshd, { credential: one, settings: withAgent() }))).toBe('open');
  });

  it('is by a password only where that is configured, and only once', async () => {
    const password = (value: string) =>
      ({ auth: ['password'], identityFile: null, password: from(value) }) as const;
    expect(await outcome(openSsh(sshd, { credential: password('right') }))).toBe('open');
    await expect(openSsh(sshd, { credential: password('wrong') })).rejects.toMatchObject({
      kind: 'transport.auth',
      context: { tried: 'password' },
    });
  });

  it('tries its methods in their order, until one is taken', async () => {
    const wrong = newKey(sshd.at('id_first'));
    const credential = { auth: ['key', 'password'], identityFile: wrong, password: from('no') } as const;
    await expect(openSsh(sshd, { credential })).rejects.toMatchObject({
      context: { tried: `key ${wrong}, password` },
    });
    const right = { ...credential, password: from('right') };
    expect(await outcome(openSsh(sshd, { credential: right }))).toBe('open');
  });

  it('is not with a credential that the operator does not have', async () => {
    expect(await outcome(openSsh(sshd, { settings: { credentials: {} } }))).toBe(
      'transport.credential-unknown',
    );
  });

  it('goes only where the operator allows', async () => {
    const by = (allow: readonly string[], address?: string) =>
      outcome(openSsh(sshd, { settings: { allow }, ...(address === undefined ? {} : { address }) }));
    expect(await by(['10.0.0.0/8', '*.example'])).toBe('transport.not-allowed');
    expect(await by(['10.0.0.0/8'], 'localhost')).toBe('transport.not-allowed');
    expect(await by(['127.0.0.0/8'])).toBe('open');
    expect(await by(['127.*'])).toBe('open');
  });
});

interface Agent {
  readonly socket: string;
  /** Adds a key that is offered before that of the sshd. */
  add(key: string): Promise<void>;
  stop(): void;
}

/** A real ssh-agent that holds the key of the private sshd. */
async function startAgent(sshd: Sshd): Promise<Agent> {
  const socket = sshd.at('agent.sock');
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  await until('the agent listens', () => existsSync(socket));
  const tell = async (...args: readonly string[]): Promise<void> => {
    const [code] = await once(spawn('ssh-add', ['-q', ...args], { env: { SSH_AUTH_SOCK: socket } }), 'exit');
    if (code !== 0) throw new Error(`ssh-add ${args.join(' ')}`);
  };
  await tell(sshd.identity);
  return {
    socket,
    async add(key) {
      await tell(key);
      // An agent offers its keys in the order in which they came.
      await tell('-d', sshd.identity);
      await tell(sshd.identity);
    },
    stop: () => child.kill(),
  };
}
