import { randomBytes } from 'node:crypto';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostKeyPolicy } from '../../config/configuration.ts';
import { ProvctlError } from '../../model/error.ts';
import { fingerprint, hostKeyOf } from './host-key.ts';
import { hostKeyVerdict, hostName, type KnownHosts, knownKeyTypes } from './known-hosts.ts';
import { KnownHostsFiles } from './known-hosts-files.ts';

export interface Host {
  readonly machine: string;
  readonly address: string;
  readonly port: number;
}

/**
 * What is known of one host before it is spoken to. The user's files are only read; a key that is accepted as new goes
 * into a file of its own, made by link(2), so that of two first meetings one wins and the other is held against it.
 */
export class HostTrust {
  readonly #host: Host;
  readonly #policy: HostKeyPolicy;
  readonly #trustDirectory: string;
  readonly #known: readonly KnownHosts[];
  readonly #files: readonly string[];

  private constructor(
    host: Host,
    policy: HostKeyPolicy,
    trustDirectory: string,
    files: readonly string[],
    known: readonly KnownHosts[],
  ) {
    this.#host = host;
    this.#policy = policy;
    this.#trustDirectory = trustDirectory;
    this.#files = files;
    this.#known = known;
  }

  static async read(
    host: Host,
    policy: HostKeyPolicy,
    knownHosts: readonly string[],
    trustDirectory: string,
    files: KnownHostsFiles,
  ): Promise<HostTrust> {
    const paths = [...knownHosts, trustFile(trustDirectory, host)];
    const known = await Promise.all(paths.map((path) => files.read(path)));
    return new HostTrust(host, policy, trustDirectory, knownHosts, known);
  }

  get keyTypes(): readonly string[] {
    return knownKeyTypes(this.#known, this.#host.address, this.#host.port);
  }

  /**
   * Asked before the key has proven itself, and again at each rekeying, so it only answers.
   * @returns why this key is not trusted; null: it is, or it is new and new ones are accepted.
   */
  refusal(blob: Buffer): ProvctlError | null {
    const { machine, address, port } = this.#host;
    const key = hostKeyOf(blob);
    if (key === null) return new ProvctlError('transport.protocol', { machine, detail: 'host-key' });
    const shown = { machine, host: hostName(address, port), type: key.type, fingerprint: fingerprint(key) };
    const verdict = hostKeyVerdict(this.#known, address, port, key);
    switch (verdict.kind) {
      case 'trusted':
        return null;
      case 'unknown':
        if (this.#policy === 'accept-new') return null;
        return new ProvctlError('transport.host-key-unknown', { ...shown, files: this.#files.join(', ') });
      case 'authority':
        return new ProvctlError('transport.host-key-authority', { ...shown, place: verdict.place });
      case 'revoked':
        return new ProvctlError('transport.host-key-revoked', { ...shown, place: verdict.place });
      case 'changed': {
        const known = verdict.known.map((one) => `${one.type} ${one.fingerprint} (${one.place})`).join(', ');
        return new ProvctlError('transport.host-key-changed', { ...shown, known });
      }
    }
  }

  /** Keeps a key that was accepted as new; the handshake must have proven that the host has it. */
  async keep(blob: Buffer): Promise<void> {
    const key = hostKeyOf(blob);
    const { address, port } = this.#host;
    if (key === null || hostKeyVerdict(this.#known, address, port, key).kind !== 'unknown') return;
    const path = trustFile(this.#trustDirectory, this.#host);
    const line = `${hostName(address, port)} ${key.type} ${key.blob.toString('base64')}\n`;
    if (await created(path, line)) return;
    const known = [await new KnownHostsFiles().read(path)];
    const refusal = new HostTrust(this.#host, 'strict', this.#trustDirectory, [path], known).refusal(blob);
    if (refusal !== null) throw refusal;
  }
}

/** The schema lets an address have letters, digits, dots, colons, dashes and underscores only. */
function trustFile(directory: string, { address, port }: Host): string {
  return join(directory, `${address.toLowerCase().replace(/[^a-z0-9.:_-]/g, '_')}_${port}`);
}

/** False: it was there already. Whole or not at all, and synced, so that a crash leaves no half of a line. */
async function created(path: string, text: string): Promise<boolean> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    {
      await using file = await open(temporary, 'wx', 0o600);
      await file.writeFile(text);
      await file.sync();
    }
    await link(temporary, path);
    return true;
  } catch (error) {
    const { code = '', syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && syscall === 'link') return false;
    throw new ProvctlError('transport.trust-unwritable', { path, detail: code }, error);
  } finally {
    await unlink(temporary).catch(() => {});
  }
}
