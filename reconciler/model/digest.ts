import { createHmac, hash } from 'node:crypto';
import { canonicalJson } from './json.ts';

/** SHA-256 in lower-case hex, of bytes or of UTF-8 text. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** `v1:` names the way it was computed, so that a later version can recompute an old hash instead of replacing everything. */
export function valueHash(value: unknown): string {
  return `v1:${sha256(canonicalJson(value))}`;
}

/** A bare digest of a short secret can be guessed; one keyed by the machine's salt cannot, and every controller computes the same. */
export function secretDigest(secret: string, salt: string): string {
  return `hmac:${createHmac('sha256', Buffer.from(salt, 'hex')).update(secret, 'utf8').digest('hex').slice(0, 32)}`;
}
