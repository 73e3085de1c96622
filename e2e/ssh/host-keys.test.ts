import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { openSsh, outcome } from '../support/ssh-machine.ts';
import { newKey, publicKey, type Sshd, startSshd } from '../support/sshd.ts';
import { until } from '../support/until.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'sshd']);

describe.skipIf(lacks !== null)('a host is verified before anything is shown to it', () => {
  let sshd: Sshd;
  let count = 0;
  let files: string;
  let other: string;
  beforeAll(async () => {
    sshd = await startSshd({
      config: ['LogLevel VERBOSE'],
      accounts: [{ name: 'deploy', shell: '/bin/sh', password: 'pw' }],
    });
    other = publicKey(newKey(sshd.at('other')));
  });
  afterAll(() => sshd[Symbol.asyncDispose]());
  beforeEach(() => {
    count += 1;
    files = sshd.at(`trust-${count}`);
  });

  /** What became of it, with these lines as the only known_hosts. */
  async function meet(lines: string, hostKeys: 'strict' | 'accept-new' = 'strict'): Promise<string> {
    const known = sshd.at(`known-${count}`);
    writeFileSync(known, lines);
    const before = sshd.logins();
    const met = await outcome(
      openSsh(sshd, { credential: { knownHosts: [known], hostKeys }, settings: { trustDirectory: files } }),
    );
    expect(readFileSync(known, 'utf8')).toBe(lines);
    if (met !== 'open') expect(sshd.logins()).toBe(before);
    return met;
  }
  const host = () => `[127.0.0.1]:${sshd.port}`;
  const ownFile = () => join(files, `127.0.0.1_${sshd.port}`);

  it('a known one is logged into', async () => {
    expect(await meet(`${host()} ${sshd.hostKey}\n`)).toBe('open');
    expect(existsSync(files)).toBe(false);
    await until('its log says so', () => sshd.logins() > 0);
  });

  it('one known by its name alone is, too', async () => {
    expect(await meet(`127.0.0.* ${sshd.hostKey}\n`)).toBe('open');
  });

  it('an unknown one is not', async () => {
    expect(await meet(`example.org ${sshd.hostKey}\n`)).toBe('transport.host-key-unknown');
  });

  it('one whose key changed is not, whatever the policy', async () => {
    expect(await meet(`${host()} ${other}\n`)).toBe('transport.host-key-changed');
    expect(await meet(`${host()} ${other}\n`, 'accept-new')).toBe('transport.host-key-changed');
    expect(existsSync(files)).toBe(false);
  });

  it('one whose key is revoked is not', async () => {
    const lines = `@revoked * ${sshd.hostKey}\n${host()} ${sshd.hostKey}\n`;
    expect(await meet(lines)).toBe('transport.host-key-revoked');
    expect(await meet(`@revoked * ${sshd.hostKey}\n`, 'accept-new')).toBe('transport.host-key-revoked');
  });

  it('one that an authority should prove is not', async () => {
    const lines = `@cert-authority * ${other}\n`;
    expect(await meet(lines)).toBe('transport.host-key-authority');
    expect(await meet(lines, 'accept-new')).toBe('transport.host-key-authority');
  });

  it('a new one is kept where new ones are accepted, and held to its key from then on', async () => {
    expect(await meet('', 'accept-new')).toBe('open');
    expect(readFileSync(ownFile(), 'utf8')).toBe(`${host()} ${sshd.hostKey}\n`);
    expect(await meet('', 'accept-new')).toBe('open');
    expect(await meet('', 'strict')).toBe('open');
    writeFileSync(ownFile(), `${host()} ${other}\n`);
    expect(await meet('', 'accept-new')).toBe('transport.host-key-changed');
    expect(readdirSync(files)).toEqual([`127.0.0.1_${sshd.port}`]);
  });

  it('a new one of which the key cannot be kept is not logged into', async () => {
    writeFileSync(files, 'a file where the directory should be');
    expect(await meet('', 'accept-new')).toBe('transport.trust-unwritable');
  });

  it('many first meetings at once agree on one key', async () => {
    const met = await Promise.all(Array.from({ length: 4 }, () => meet('', 'accept-new')));
    expect(met).toEqual(['open', 'open', 'open', 'open']);
    expect(readdirSync(files)).toEqual([`127.0.0.1_${sshd.port}`]);
  });
});

describe.skipIf(lacks !== null)('a host with several keys', () => {
  it('is asked for the one that is known', async () => {
    await using sshd = await startSshd();
    const rsa = newKey(sshd.at('host_rsa'), '', 'rsa');
    const ecdsa = newKey(sshd.at('host_ecdsa'), '', 'ecdsa');
    await sshd.stop();
    appendFileSync(sshd.at('sshd_config'), `\nHostKey ${rsa}\nHostKey ${ecdsa}\n`);
    await sshd.start();
    for (const key of [sshd.hostKey, publicKey(rsa), publicKey(ecdsa)]) {
      writeFileSync(sshd.at('one'), `[127.0.0.1]:${sshd.port} ${key}\n`);
      expect(await outcome(openSsh(sshd, { credential: { knownHosts: [sshd.at('one')] } }))).toBe('open');
    }
  });
});
