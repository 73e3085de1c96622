import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { defaults } from '../../config/generated/defaults.ts';
import { ProvctlError } from '../../model/error.ts';
import { type KnownHosts, parseKnownHosts } from './known-hosts.ts';

/** Files of known hosts, read again only when they have changed: a thousand machines ask for the same ones. */
export class KnownHostsFiles {
  readonly #read = new Map<string, { readonly state: string; readonly known: KnownHosts }>();

  /** One that is not there knows nobody. @throws ProvctlError where it is there and cannot be read. */
  async read(path: string): Promise<KnownHosts> {
    try {
      await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      return await this.#current(path, file);
    } catch (error) {
      if (error instanceof ProvctlError) throw error;
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return nobody;
      throw new ProvctlError('transport.known-hosts-unreadable', { path, detail: code }, error);
    }
  }

  async #current(path: string, file: FileHandle): Promise<KnownHosts> {
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > defaults.ssh.knownHostsMaxBytes)
      throw new ProvctlError('transport.known-hosts-unreadable', {
        path,
        detail: stat.isFile() ? 'EFBIG' : 'EISDIR',
      });
    const state = stateOf(stat);
    const before = this.#read.get(path);
    if (before?.state === state) return before.known;
    const known = parseKnownHosts(await file.readFile({ encoding: 'utf8' }), path);
    this.#read.set(path, { state, known });
    return known;
  }
}

const nobody: KnownHosts = { linesOf: () => [] };

function stateOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}
