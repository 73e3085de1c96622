import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KnownHostsFiles } from './known-hosts-files.ts';
import { HostTrust } from './trust.ts';

const host = { machine: 'web-1', address: 'Web.example', port: 2222 };
const one = key('one');
const two = key('two');

function key(seed: string): Buffer {
  const type = 'ssh-ed25519';
  return Buffer.concat([Buffer.from([0, 0, 0, type.length]), Buffer.from(type), Buffer.from(seed)]);
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provctl-trust-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const files = new KnownHostsFiles();
const known = () => join(folder, 'known_hosts');
const kept = () => join(folder, 'trust');
const trust = (policy: 'strict' | 'accept-new') => HostTrust.read(host, policy, [known()], kept(), files);

describe('a host that is new', () => {
  it('is refused with its fingerprint and the files that could name it', async () => {
    expect((await trust('strict')).refusal(one)).toMatchObject({
      kind: 'transport.host-key-unknown',
      context: { host: '[web.example]:2222', type: 'ssh-ed25519', files: known() },
    });
  });

  it('is accepted where that is the policy, and kept only when told so', async () => {
    const first = await trust('accept-new');
    expect(first.refusal(one)).toBeNull();
    expect((await trust('accept-new')).refusal(two)).toBeNull();
    await first.keep(one);
    expect(readFileSync(join(kept(), 'web.example_2222'), 'utf8')).toBe(
      `[web.example]:2222 ssh-ed25519 ${one.toString('base64')}\n`,
    );
    expect((await trust('strict')).refusal(one)).toBeNull();
    expect((await trust('accept-new')).refusal(two)).toMatchObject({ kind: 'transport.host-key-changed' });
    expect((await trust('accept-new')).keyTypes).toEqual(['ssh-ed25519']);
  });

  it('has the key of whoever was first, when two meet it at once', async () => {
    const [first, second] = [await trust('accept-new'), await trust('accept-new')];
    await first.keep(one);
    await expect(second.keep(two)).rejects.toMatchObject({ kind: 'transport.host-key-changed' });
    await second.keep(one);
    expect(readdirSync(kept())).toEqual(['web.example_2222']);
  });
});

describe('what is known', () => {
  it('is not kept again', async () => {
    writeFileSync(known(), `[web.example]:2222 ssh-ed25519 ${one.toString('base64')}\n`);
    const read = await trust('accept-new');
    await read.keep(one);
    expect(read.refusal(one)).toBeNull();
    expect(readdirSync(folder)).toEqual(['known_hosts']);
  });

  it('is read again when it has changed', async () => {
    writeFileSync(known(), `[web.example]:2222 ssh-ed25519 ${two.toString('base64')}\n`);
    expect((await trust('strict')).refusal(one)).toMatchObject({ kind: 'transport.host-key-changed' });
    writeFileSync(known(), `# moved\n[web.example]:2222 ssh-ed25519 ${one.toString('base64')}\n`);
    expect((await trust('strict')).refusal(one)).toBeNull();
  });

  it('must be readable: a file that is there and cannot be read is no empty one', async () => {
    await expect(HostTrust.read(host, 'accept-new', [folder], kept(), files)).rejects.toMatchObject({
      kind: 'transport.known-hosts-unreadable',
    });
  });

  it('and bytes that are no key are not trusted', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('x'), Buffer.alloc(8, 0xff)])
      expect((await trust('accept-new')).refusal(bytes)).toMatchObject({ kind: 'transport.protocol' });
  });
});
