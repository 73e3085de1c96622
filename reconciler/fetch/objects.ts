import { hash } from 'node:crypto';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { Git } from './git.ts';
import type { SourceEntry } from './source.ts';

/** One entry of a commit's tree. */
export interface TreeEntry extends SourceEntry {
  readonly objectId: string;
}

/** @throws ProvctlError `fetch.git-failed` when there is none. */
export function readCommit(git: Git, name: string): { readonly commit: string; readonly subject: string } {
  const said = git(['rev-list', '--max-count=1', '--encoding=UTF-8', '--format=%s', name, '--']).toString(
    'utf8',
  );
  const [first = '', ...subject] = said.split('\n');
  return { commit: first.replace(/^commit /, ''), subject: subject.join(' ').trimEnd() };
}

/** Sizes make git open every object, which costs ten times the listing itself. */
export type Listing = 'with-sizes' | 'without-sizes';

/** The tree's entries at or below a path ('' is all of it); their names are git's, so nothing of them is trusted. */
export function listTree(git: Git, commit: string, path: string, sizes: Listing): readonly TreeEntry[] {
  const listing = git([
    ...['ls-tree', '-r', '-z', '--full-tree'],
    ...(sizes === 'with-sizes' ? ['-l', commit] : [commit]),
    ...(path === '' ? [] : ['--', path]),
  ]);
  const entries: TreeEntry[] = [];
  for (const line of nulTerminated(listing)) {
    const match = /^(\d{6}) (\w+) ([0-9a-f]+)(?: +(-|\d+))?\t(.+)$/s.exec(line);
    if (match === null) continue;
    const [, mode = '', , objectId = '', size = '', name = ''] = match;
    entries.push({
      path: name,
      kind: isSafeName(name) ? kindOf(mode) : 'other',
      sizeBytes: Number(size) || 0,
      objectId,
    });
  }
  return entries;
}

export function nulTerminated(bytes: Buffer): readonly string[] {
  return bytes
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '');
}

/** Blobs by object id, in one process. */
export function readBlobs(git: Git, objectIds: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  if (objectIds.length === 0) return blobs;
  const output = git(['cat-file', '--batch', '--buffer'], { input: `${objectIds.join('\n')}\n` });
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [objectId = '', kind, size] = output.toString('latin1', at, end).split(' ');
    if (end === -1 || kind !== 'blob') throw new ProvctlError('fetch.object-missing', { objectId });
    const start = end + 1;
    at = start + Number(size) + 1;
    blobs.set(objectId, output.subarray(start, at - 1));
  }
  return blobs;
}

/** The object id that git gives these bytes; the length of another id of the repository tells SHA-1 from SHA-256. */
export function blobId(content: Uint8Array, like: string): string {
  const header = Buffer.from(`blob ${content.length}\0`);
  return hash(like.length === 64 ? 'sha256' : 'sha1', Buffer.concat([header, content]), 'hex');
}

/** Which of these commits are `head` or among its ancestors; a name that is no commit here is none. */
export function ancestorsOf(git: Git, head: string, commits: readonly string[]): ReadonlySet<string> {
  const found = new Set(commits.filter((commit) => commit === head));
  const asked = [...new Set(commits)].filter((commit) => commit !== head && isObjectId(commit));
  if (asked.length === 0) return found;
  const known = git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    input: `${asked.join('\n')}\n`,
  })
    .toString('latin1')
    .split('\n')
    .map((line) => /^([0-9a-f]+) commit$/.exec(line)?.[1])
    .filter((commit) => commit !== undefined);
  if (known.length === 0) return found;
  const input = `${[`^${head}`, ...known].join('\n')}\n`;
  const elsewhere = new Set(git(['rev-list', '--stdin'], { input }).toString('latin1').split('\n'));
  for (const commit of known) if (!elsewhere.has(commit)) found.add(commit);
  return found;
}

/** A full one: a short one may come to mean another commit. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** A crafted tree can hold any name; only what stays below its folder is a file to us. */
export function isSafeName(path: string): boolean {
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}

export function tooManyEntries(origin: string): ProvctlError {
  return new ProvctlError('fetch.too-many-files', { origin, limit: defaults.fetch.maxEntriesCount });
}

function kindOf(mode: string): SourceEntry['kind'] {
  if (mode.startsWith('100')) return 'file';
  return mode === '120000' ? 'link' : 'other';
}
