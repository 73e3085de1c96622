import { resolve } from 'node:path';
import { ProvctlError } from '../model/error.ts';
import { withoutPassword } from './git.ts';
import { isObjectId } from './objects.ts';
import type { Revision } from './source.ts';

/**
 * The url as git gets it; relative paths are made absolute, since git runs in the cache.
 * @throws ProvctlError when it is an option, a program (`ext::…`), or carries a password.
 */
export function checkedUrl(url: string): string {
  const isName = !/[\0-\x1f\x7f]/.test(url) && !url.startsWith('-') && url.trim() === url && url !== '';
  const isHelper = /^[a-z0-9+.-]+::/i.test(url);
  if (!isName || isHelper) throw new ProvctlError('fetch.bad-url', { url: withoutPassword(url) });
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return isPath(url) ? resolve(url) : url;
  if (!['file', 'git', 'http', 'https', 'ssh'].includes(scheme))
    throw new ProvctlError('fetch.bad-url', { url: withoutPassword(url) });
  // Whatever stands in an argv is seen by every user of the machine.
  const user = /^[^:]+:\/\/([^/@]*)@/.exec(url)?.[1] ?? '';
  if (user.includes(':') || (scheme.startsWith('http') && user !== ''))
    throw new ProvctlError('fetch.password-in-url', { url: withoutPassword(url) });
  return url;
}

/** The ref of a branch or tag; null for a commit. */
export function refOf(revision: Revision): string | null {
  if ('commit' in revision) {
    if (!isObjectId(revision.commit))
      throw new ProvctlError('fetch.bad-commit', { revision: revision.commit });
    return null;
  }
  const name = 'branch' in revision ? revision.branch : revision.tag;
  if (!isRefName(name)) throw new ProvctlError('fetch.bad-revision', { revision: name });
  return 'branch' in revision ? `refs/heads/${name}` : `refs/tags/${name}`;
}

/** A name for people: branch, tag or commit. */
export function revisionName(revision: Revision): string {
  if ('branch' in revision) return revision.branch;
  return 'tag' in revision ? revision.tag : revision.commit;
}

/** git-check-ref-format(1); `-` at the start would be an option somewhere. */
function isRefName(name: string): boolean {
  if (name === '' || name === '@' || /[\0-\x20\x7f~^:?*[\\]/.test(name)) return false;
  if (name.startsWith('-') || name.endsWith('.') || name.includes('..') || name.includes('@{')) return false;
  return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

/** `host:path` is SSH's short form; a colon after a slash is part of a path. */
function isPath(url: string): boolean {
  return !/^[^/]*:/.test(url);
}
