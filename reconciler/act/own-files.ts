import { posix } from 'node:path';
import type { BackendContext } from '../backends/backend.ts';
import type { ManagedFile } from '../model/definition.ts';
import type { ObservedInstance } from '../model/observed.ts';
import type { Session } from '../transports/session.ts';

/**
 * Which files of an installed definition may be removed. A unit file is only somebody's word that `/etc/passwd` is
 * ours: the proof is the copy that was staged beside its release, below the directory that only we write.
 * @param kept paths that something else still needs
 */
export async function removableFiles(
  session: Session,
  context: BackendContext,
  observed: ObservedInstance,
  kept: () => ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { installed } = observed;
  if (installed.kind !== 'marked' || installed.definition === null) return new Set();
  const { owner, release } = installed.mark;
  if (installed.definition.files.length === 0) return new Set();
  const needed = kept();
  const files = installed.definition.files.filter((file) => !needed.has(file.path) && isDigest(file));
  if (files.length === 0 || !isName(owner) || !isName(release)) return new Set();
  // Under an earlier name of the stack, its releases lie beside ours.
  const staged = `${posix.dirname(context.ownerDirectory)}/${owner}/releases/${release}/files`;
  const paths = [...new Set(files.map(({ digest }) => `${staged}/${digest}`))];
  const [result] = await session.read([{ kind: 'digest', paths }]);
  const digests = result?.kind === 'digests' ? result.digests : [];
  const proven = new Set(
    digests.filter((digest, index) => digest !== null && paths[index]?.endsWith(`/${digest}`)),
  );
  return new Set(files.filter(({ digest }) => proven.has(digest)).map(({ path }) => path));
}

function isDigest({ digest }: ManagedFile): boolean {
  return /^[0-9a-f]{64}$/.test(digest);
}

/** One component of a path, and no way up. */
function isName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text);
}
