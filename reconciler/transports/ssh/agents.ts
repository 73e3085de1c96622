import { sign } from 'node:crypto';
import ssh2, { type BaseAgent, type IdentityCallback, type ParsedKey, type SignCallback } from 'ssh2';
import type { Identity } from './identity.ts';

/** Our own keys, offered as an agent offers its: what leaves is a signature, never a key. */
export class KeyAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #identities: readonly Identity[];

  constructor(identities: readonly Identity[]) {
    super();
    this.#identities = identities;
  }

  override getIdentities(answer: IdentityCallback<ParsedKey>): void {
    answer(
      null,
      this.#identities.map(({ publicKey }) => publicKey),
    );
  }

  override sign(
    key: ParsedKey,
    data: Buffer,
    options: { readonly hash?: string } | SignCallback,
    answer?: SignCallback,
  ): void {
    const [settings, done] = typeof options === 'function' ? [{}, options] : [options, answer];
    const blob = key.getPublicSSH();
    const identity = this.#identities.find(({ publicKey }) => blob.equals(publicKey.getPublicSSH()));
    const hash = hashOf(key.type, settings.hash);
    if (identity === undefined || hash === undefined) done?.(new Error('no-signature'));
    else sign(hash, data, identity.privateKey, (error, signature) => done?.(error, signature));
  }
}

/** RFC 5656 §6.2.1, RFC 8332, RFC 8709; undefined: only SHA-1 is left, which is not signed with. */
function hashOf(type: string, wanted: string | undefined): string | null | undefined {
  switch (type) {
    case 'ssh-rsa':
      return wanted === 'sha256' || wanted === 'sha512' ? wanted : undefined;
    case 'ecdsa-sha2-nistp256':
      return 'sha256';
    case 'ecdsa-sha2-nistp384':
      return 'sha384';
    case 'ecdsa-sha2-nistp521':
      return 'sha512';
    default:
      return null;
  }
}

/** The agent of the operator's session; with a public key, that key of it alone, as IdentitiesOnly does. */
export function sessionAgent(socket: string, only: Buffer | null): BaseAgent {
  return only === null ? new ssh2.OpenSSHAgent(socket) : new OneKeyAgent(socket, only);
}

/** Every other key of the agent would count as a failed login. */
class OneKeyAgent extends ssh2.OpenSSHAgent {
  readonly #only: Buffer;

  constructor(socket: string, only: Buffer) {
    super(socket);
    this.#only = only;
  }

  override getIdentities(answer: IdentityCallback<ParsedKey>): void {
    super.getIdentities((error, keys) => {
      if (error != null || keys === undefined) return answer(error);
      const meant = keys.filter((key) => 'getPublicSSH' in key && this.#only.equals(key.getPublicSSH()));
      return answer(null, meant);
    });
  }
}
