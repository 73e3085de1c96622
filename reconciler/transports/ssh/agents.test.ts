import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../model/secret.ts';
import { KeyAgent } from './agents.ts';
import { type Identity, readIdentity, readPublicBlob } from './identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provctl-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const ed25519 = () => ssh2.utils.generateKeyPairSync('ed25519').private;
const ecdsa = () => ssh2.utils.generateKeyPairSync('ecdsa', { bits: 384 }).private;
const rsa = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey;

describe('a key signs as the server wants it', () => {
  const data = Buffer.from('to be signed');
  it.each([
    ['ed25519', ed25519, undefined, null],
    ['ecdsa', ecdsa, undefined, 'sha384'],
    ['rsa', rsa, 'sha256', 'sha256'],
    ['rsa', rsa, 'sha512', 'sha512'],
  ] as const)('%s', async (_, make, wanted, hash) => {
    const identity = await readIdentity(written('id', make()), null);
    const signature = await signed(new KeyAgent([identity]), identity, data, wanted);
    expect(
      signature instanceof Buffer && verify(hash, data, identity.publicKey.getPublicPEM(), signature),
    ).toBe(true);
    expect(sign(hash, data, identity.privateKey).length).toBeGreaterThan(0);
  });

  it('and never with SHA-1, nor with a key that it does not have', async () => {
    const identity = await readIdentity(written('id', rsa()), null);
    for (const wanted of ['sha1', undefined] as const)
      expect(await signed(new KeyAgent([identity]), identity, data, wanted)).toBeInstanceOf(Error);
    expect(await signed(new KeyAgent([]), identity, data, 'sha256')).toBeInstanceOf(Error);
  });
});

describe('a private key', () => {
  it('is used only when nobody else can read it', async () => {
    for (const mode of [0o640, 0o604, 0o620, 0o601])
      await expect(readIdentity(written('id', ed25519(), mode), null)).rejects.toMatchObject({
        kind: 'transport.identity-open',
        context: { mode: mode.toString(8) },
      });
  });

  it('that is locked needs its passphrase, and no error says it', async () => {
    const { private: text } = ssh2.utils.generateKeyPairSync('ed25519', {
      passphrase: 'open sesame',
      cipher: 'aes256-ctr',
      rounds: 1,
    });
    const path = written('id', text);
    await expect(readIdentity(path, null)).rejects.toMatchObject({ kind: 'transport.identity-locked' });
    const wrong = await readIdentity(path, new Secret('wrong-sesame')).catch((error: unknown) => error);
    expect(wrong).toMatchObject({ kind: 'transport.identity-unusable' });
    expect(JSON.stringify(wrong) + String(wrong)).not.toContain('sesame');
    expect((await readIdentity(path, new Secret('open sesame'))).path).toBe(path);
  });

  it('picks its own among those of an agent by the public half beside it', async () => {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    const path = written('id', pair.private);
    expect(await readPublicBlob(path)).toBeNull();
    written('id.pub', pair.public);
    const { publicKey } = await readIdentity(path, null);
    expect(publicKey.getPublicSSH().equals((await readPublicBlob(path)) ?? Buffer.alloc(0))).toBe(true);
  });
});

function signed(
  agent: KeyAgent,
  identity: Identity,
  data: Buffer,
  hash: 'sha1' | 'sha256' | 'sha512' | undefined,
): Promise<Buffer | Error | undefined> {
  return new Promise((resolve) => {
    agent.sign(identity.publicKey, data, hash === undefined ? {} : { hash }, (error, signature) =>
      resolve(error ?? signature),
    );
  });
}
