import { createHash } from 'node:crypto';

/** A public key as it is sent (RFC 4253 §6.6): its type is its first string. */
export interface HostKey {
  readonly type: string;
  readonly blob: Buffer;
}

/** Null: the bytes are no key. */
export function hostKeyOf(blob: Buffer): HostKey | null {
  if (blob.length < 4) return null;
  const end = 4 + blob.readUInt32BE(0);
  if (end > blob.length || end > 4 + maxTypeBytes) return null;
  const type = blob.toString('latin1', 4, end);
  return /^[a-z][a-z0-9@.-]*$/.test(type) ? { type, blob } : null;
}

const maxTypeBytes = 64;

/** As `ssh-keygen -l` shows it. */
export function fingerprint(key: HostKey): string {
  return `SHA256:${createHash('sha256').update(key.blob).digest('base64').replace(/=+$/, '')}`;
}
