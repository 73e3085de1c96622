import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { openSsh, outcome } from '../support/ssh-machine.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'sshd', 'sudo']);
const from = (variable: string) => ({ kind: 'environment', variable }) as const;

describe.skipIf(lacks !== null)('a login that works as root by sudo', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    const users = ['free', 'asked', 'nobody-special'];
    sshd = await startSshd({
      accounts: users.map((name, n) => ({ name, shell: '/bin/sh', password: 'right', uid: 61_000 + n })),
      sudoers: [
        'root ALL=(ALL:ALL) ALL',
        'free ALL=(ALL) NOPASSWD: ALL',
        'asked ALL=(ALL) ALL',
        'Defaults !lecture',
      ],
    });
  });
  afterAll(() => sshd[Symbol.asyncDispose]());
  const as = (user: string, password: string | null) =>
    openSsh(sshd, {
      user,
      become: 'sudo',
      credential: { becomePassword: password === null ? null : from(password) },
    });

  it('is who it is without being told', async () => {
    await using session = await openSsh(sshd, { user: 'free' });
    expect(session.facts).toMatchObject({
      uid: 61_000,
      user: 'free',
      home: sshd.home('free', ''),
    });
    expect(session.facts.stateRoot).toBe(`${session.facts.home}/.local/state/provctl`);
  });

  it.each([
    ['where no password is needed', 'free', null],
    ['where none is needed though there is one', 'free', 'right'],
    ['with its password', 'asked', 'right'],
  ])('is root %s, in every session of the connection', async (_, user, password) => {
    await using session = await as(user, password);
    expect(session.facts).toMatchObject({
      uid: 0,
      user: 'root',
      home: '/root',
      stateRoot: '/var/lib/provctl',
    });
    const argv = ['sh', '-c', 'id -u; tr "\\0" " " </proc/$PPID/cmdline | grep -c right'];
    const [result] = await session.read([{ kind: 'exec', argv, timeoutMs: 9000, maxOutputBytes: 100 }]);
    expect(result).toMatchObject({ stdout: '0\n0\n' });
    const heard: Uint8Array[] = [];
    for await (const chunk of session.stream(['id', '-un'], new AbortController().signal)) heard.push(chunk);
    expect(String(Buffer.concat(heard))).toBe('root\n');
  });

  it('is nobody where the password is missing or wrong, and it is tried once', async () => {
    expect(await outcome(as('asked', null))).toBe('transport.become-password');
    expect(await outcome(as('asked', 'wrong'))).toBe('transport.become-password');
  });

  it('is nobody where sudo does not know it, and sudo says so', async () => {
    await expect(as('nobody-special', 'right')).rejects.toMatchObject({
      kind: 'transport.become',
      context: { machine: 'web-1', detail: expect.stringContaining('sudoers') },
    });
  });
});
