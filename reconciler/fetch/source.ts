import type { PlanSource } from '../model/plan.ts';

/** Where desired state comes from: a folder in a checkout, a repository's url, or nowhere: what was begun by hand. */
export type SourceRequest =
  | { readonly kind: 'adhoc' }
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 'repository';
      readonly url: string;
      readonly revision: Revision;
      readonly folder: string;
    };

export type Revision = { readonly branch: string } | { readonly tag: string } | { readonly commit: string };

/** A read-only view of the files of one commit (or of a dirty work tree). Paths are relative to the repository, with `/`. */
export interface SourceTree {
  /** The desired-state folder inside the repository; '' is its root. */
  readonly folder: string;
  readonly source: PlanSource;
  /** Everything below a folder of the repository, sorted; never follows links, never leaves the repository. */
  list(folder: string): readonly SourceEntry[];
  /** @throws ProvctlError `fetch.*` when it is not a regular file of the tree or larger than the limit. */
  bytes(path: string): Uint8Array;
}

export interface SourceEntry {
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
  readonly sizeBytes: number;
}

/** A tree with what only git knows; dispose it when the pass is over. */
export interface Fetched extends AsyncDisposable {
  readonly tree: SourceTree;
  /** Absolute path of the repository's top, for people's eyes only. */
  readonly origin: string;
  /** Which of these commits are HEAD or among its ancestors. */
  ancestors(commits: readonly string[]): Promise<ReadonlySet<string>>;
}
