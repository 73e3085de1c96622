import { createPrivateKey, type KeyObject } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { defaults } from '../../config/generated/defaults.ts';
import { ProvctlError } from '../../model/error.ts';
import type { Secret } from '../../model/secret.ts';

/** A private key, parsed once: signing with the object takes a tenth of the time that signing from its text does. */
export interface Identity {
  readonly path: string;
  readonly publicKey: ParsedKey;
  readonly privateKey: KeyObject;
}

/** @throws ProvctlError `transport.identity-*`; no error carries anything of the key. */
export async function readIdentity(path: string, passphrase: Secret | null): Promise<Identity> {
  const text = await privateText(path);
  const parsed = ssh2.utils.parseKey(text, passphrase?.reveal());
  if (parsed instanceof Error) {
    // ssh2 says all of its reasons in words only.
    const isLocked = passphrase === null && /encrypted/i.test(parsed.message);
    throw new ProvctlError(isLocked ? 'transport.identity-locked' : 'transport.identity-unusable', { path });
  }
  const publicKey: ParsedKey | undefined = Array.isArray(parsed) ? parsed[0] : parsed;
  if (publicKey === undefined || !publicKey.isPrivateKey())
    throw new ProvctlError('transport.identity-unusable', { path });
  return { path, publicKey, privateKey: createPrivateKey(publicKey.getPrivatePEM()) };
}

/** The public half beside it, by which an agent's key is picked; null: there is none. */
export async function readPublicBlob(path: string): Promise<Buffer | null> {
  try {
    await using file = await open(`${path}.pub`, constants.O_RDONLY | constants.O_NONBLOCK);
    const parsed = ssh2.utils.parseKey(await file.readFile({ encoding: 'utf8' }));
    const key: ParsedKey | undefined = Array.isArray(parsed)
      ? parsed[0]
      : parsed instanceof Error
        ? undefined
        : parsed;
    return key === undefined ? null : Buffer.from(key.getPublicSSH());
  } catch {
    return null;
  }
}

/** ssh(1) ignores a private key that others can read; to use it anyway would hide that it is no secret. */
async function privateText(path: string): Promise<string> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > defaults.ssh.identityMaxBytes)
      throw new ProvctlError('transport.identity-unusable', { path });
    if ((stat.mode & 0o077) !== 0)
      throw new ProvctlError('transport.identity-open', { path, mode: (stat.mode & 0o777).toString(8) });
    return await file.readFile({ encoding: 'utf8' });
  } catch (error) {
    if (error instanceof ProvctlError) throw error;
    const detail = (error as NodeJS.ErrnoException).code ?? '';
    throw new ProvctlError('transport.identity-unreadable', { path, detail }, error);
  }
}
