import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { PlanSource } from '../model/plan.ts';
import type { Git } from './git.ts';
import { isSafeName, listTree, readBlobs, type TreeEntry, tooManyEntries } from './objects.ts';
import type { SourceEntry, SourceTree } from './source.ts';
import { viewWorkTree } from './work-tree.ts';

export interface CommitTreeOptions {
  readonly git: Git;
  readonly source: Omit<PlanSource, 'dirty'>;
  readonly folder: string;
  /** Top of the work tree whose changes are seen; null: only what is committed. */
  readonly workTree: string | null;
  readonly origin: string;
}

export function commitTree(options: CommitTreeOptions): SourceTree {
  return new CommitTree(options);
}

/** Git calls these files; its own marker says that the bytes are somewhere else. */
const lfsPointer = Buffer.from('version https://git-lfs.github.com/spec/');

/** Reads each part of the tree once, when it is first asked for; what was read then stays as it was. */
class CommitTree implements SourceTree {
  readonly folder: string;
  readonly #options: CommitTreeOptions;
  readonly #covered = new Set<string>();
  readonly #entries = new Map<string, TreeEntry>();
  readonly #contents = new Map<string, Uint8Array>();
  #totalBytes = 0;
  #isDirty = false;

  constructor(options: CommitTreeOptions) {
    this.folder = options.folder;
    this.#options = options;
    this.#cover(options.folder);
  }

  /** Dirty as soon as one of the parts that were asked for is. */
  get source(): PlanSource {
    return { ...this.#options.source, dirty: this.#isDirty };
  }

  list(folder: string): readonly SourceEntry[] {
    if (folder !== '' && !isSafeName(folder)) return [];
    this.#cover(folder);
    const prefix = folder === '' ? '' : `${folder}/`;
    return [...this.#entries.values()]
      .filter((entry) => entry.path.startsWith(prefix))
      .map(({ path, kind, sizeBytes }) => ({ path, kind, sizeBytes }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  bytes(path: string): Uint8Array {
    if (!isSafeName(path)) throw new ProvctlError('fetch.not-a-file', { path });
    this.#cover(path);
    const entry = this.#entries.get(path);
    if (entry?.kind === 'link') throw new ProvctlError('fetch.link', { path });
    if (entry?.kind !== 'file') throw new ProvctlError('fetch.not-a-file', { path });
    const limit = defaults.fetch.maxFileBytes;
    if (entry.sizeBytes > limit) throw new ProvctlError('fetch.file-too-large', { path, limit });
    const content = this.#contents.get(path);
    if (content === undefined) throw new ProvctlError('fetch.not-a-file', { path });
    if (lfsPointer.equals(content.subarray(0, lfsPointer.length)))
      throw new ProvctlError('fetch.lfs-pointer', { path });
    return content;
  }

  #cover(path: string): void {
    if (this.#isCovered(path)) return;
    const { git, source, workTree, origin } = this.#options;
    const seen = workTree === null ? null : viewWorkTree(git, workTree, path, source.commit);
    const entries = seen?.entries ?? listTree(git, source.commit, path, 'with-sizes');
    if (entries.length > defaults.fetch.maxEntriesCount) throw tooManyEntries(origin);
    const contents = new Map(seen?.contents);
    const wanted = entries.filter((entry) => isCommittedFile(entry) && !contents.has(entry.path));
    const blobs = readBlobs(git, [...new Set(wanted.map((entry) => entry.objectId))]);
    for (const entry of wanted) contents.set(entry.path, blobs.get(entry.objectId) ?? new Uint8Array());
    for (const entry of entries) if (!this.#entries.has(entry.path)) this.#entries.set(entry.path, entry);
    for (const [name, content] of contents) this.#keep(name, content);
    this.#isDirty ||= seen?.isDirty ?? false;
    this.#covered.add(path);
  }

  #keep(path: string, content: Uint8Array): void {
    if (this.#contents.has(path)) return;
    this.#totalBytes += content.length;
    const limit = defaults.fetch.maxTotalBytes;
    if (this.#totalBytes > limit)
      throw new ProvctlError('fetch.too-large', { origin: this.#options.origin, limit });
    this.#contents.set(path, content);
  }

  #isCovered(path: string): boolean {
    if (this.#covered.has('') || this.#covered.has(path)) return true;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      if (this.#covered.has(path.slice(0, end))) return true;
    return false;
  }
}

function isCommittedFile(entry: TreeEntry): boolean {
  return entry.kind === 'file' && entry.objectId !== '' && entry.sizeBytes <= defaults.fetch.maxFileBytes;
}
