import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { defaults } from '../config/generated/defaults.ts';
import type { Git } from './git.ts';
import { blobId, listTree, nulTerminated, type TreeEntry } from './objects.ts';

/** How the work tree at a path compares with the commit. */
export interface WorkTreeView {
  readonly entries: readonly TreeEntry[];
  /** What was read while comparing. Entries without content are the commit's, unless they are too large. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Something differs that git would commit. */
  readonly isDirty: boolean;
}

/**
 * Compares file by file by hash, which needs no git at all while everything is as committed. Only when something
 * differs is git asked what that means: ignored files, line endings and sparse checkouts are its to judge.
 */
export function viewWorkTree(git: Git, top: string, path: string, commit: string): WorkTreeView {
  const contents = new Map<string, Uint8Array>();
  const committed = listTree(git, commit, path, 'without-sizes');
  if (isAsCommitted(top, path, committed, contents))
    return { entries: committed.map((entry) => sized(entry, contents)), contents, isDirty: false };
  const changed = changedPaths(git, path);
  const entries = new Map(listTree(git, commit, path, 'with-sizes').map((entry) => [entry.path, entry]));
  for (const name of changed) {
    contents.delete(name);
    const entry = entryAt(top, name, contents);
    if (entry === null) entries.delete(name);
    else entries.set(name, entry);
  }
  return { entries: [...entries.values()], contents, isDirty: changed.size > 0 };
}

function sized(entry: TreeEntry, contents: ReadonlyMap<string, Uint8Array>): TreeEntry {
  return { ...entry, sizeBytes: contents.get(entry.path)?.length ?? 0 };
}

/** A file that is too large to be read counts as different: git then says whether it is. */
function isAsCommitted(
  top: string,
  path: string,
  committed: readonly TreeEntry[],
  contents: Map<string, Uint8Array>,
): boolean {
  const missing = new Map(committed.map((entry) => [entry.path, entry]));
  const folders = new Set(committed.flatMap((entry) => foldersAround(entry.path)));
  let isSame = true;
  const look = (name: string, isFolder: boolean): void => {
    const entry = missing.get(name);
    if (entry === undefined && isFolder && folders.has(name)) {
      for (const item of itemsOf(join(top, name)))
        if (item.name !== '.git') look(`${name}/${item.name}`, item.isDirectory());
      return;
    }
    isSame = entry !== undefined && equals(top, entry, contents) && isSame;
    missing.delete(name);
  };
  if (path === '')
    for (const item of itemsOf(top)) if (item.name !== '.git') look(item.name, item.isDirectory());
  if (path !== '') {
    const stat = statInside(top, path);
    if (stat !== null) look(path, stat.isDirectory());
  }
  return isSame && missing.size === 0;
}

function equals(top: string, entry: TreeEntry, contents: Map<string, Uint8Array>): boolean {
  const path = join(top, entry.path);
  if (entry.kind === 'other') return lstatSync(path).isDirectory();
  if (entry.kind === 'link') {
    const target = linkTarget(path);
    return target !== null && blobId(target, entry.objectId) === entry.objectId;
  }
  const content = readRegular(path)?.content ?? null;
  if (content === null || blobId(content, entry.objectId) !== entry.objectId) return false;
  contents.set(entry.path, content);
  return true;
}

/** What git calls changed, staged or not tracked, and does not ignore. */
function changedPaths(git: Git, path: string): ReadonlySet<string> {
  const filters = new Set(
    git(['config', '--null', '--name-only', '--get-regexp', '^filter\\.'], { accept: [1] })
      .toString('utf8')
      .split('\0')
      .map((key) => key.slice(0, key.lastIndexOf('.')))
      .filter((section) => section.startsWith('filter.')),
  );
  const status = git(
    [
      ...[
        'status',
        '--porcelain=v1',
        '-z',
        '--untracked-files=all',
        '--no-renames',
        '--ignore-submodules=all',
      ],
      ...(path === '' ? [] : ['--', path]),
    ],
    { filters: [...filters] },
  );
  return new Set(nulTerminated(status).map((line) => line.slice(3).replace(/\/$/, '')));
}

function entryAt(top: string, path: string, contents: Map<string, Uint8Array>): TreeEntry | null {
  const stat = statInside(top, path);
  if (stat === null) return null;
  const entry = { path, sizeBytes: stat.size, objectId: '' };
  if (stat.isSymbolicLink()) return { ...entry, kind: 'link' };
  const file = stat.isFile() ? readRegular(join(top, path)) : null;
  if (file === null) return { ...entry, kind: 'other' };
  if (file.content !== null) contents.set(path, file.content);
  return { ...entry, kind: 'file', sizeBytes: file.sizeBytes };
}

/** Null when there is nothing, or when a folder on the way is a link: that leads out of the repository. */
function statInside(top: string, path: string): Stats | null {
  let stat: Stats | undefined;
  let at = top;
  for (const part of path.split('/')) {
    if (stat?.isSymbolicLink()) return null;
    at = join(at, part);
    stat = lstatOf(at);
    if (stat === undefined) return null;
  }
  return stat ?? null;
}

function lstatOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // ENOTDIR, ENAMETOOLONG: not there either.
    return undefined;
  }
}

/** `content` is null when there is more of it than may be read. */
function readRegular(
  path: string,
): { readonly sizeBytes: number; readonly content: Uint8Array | null } | null {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return null;
    if (stat.size > defaults.fetch.maxFileBytes) return { sizeBytes: stat.size, content: null };
    const content = readFileSync(file);
    return { sizeBytes: content.length, content };
  } finally {
    closeSync(file);
  }
}

function linkTarget(path: string): Uint8Array | null {
  try {
    return readlinkSync(path, 'buffer');
  } catch {
    return null;
  }
}

function itemsOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function foldersAround(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map((match) => path.slice(0, match.index));
}
