import type { SourceEntry, SourceTree } from '../../fetch/source.ts';
import { ProvctlError } from '../../model/error.ts';

/** A repository in memory: path → text or bytes; `{ link }` is a symbolic link. For tests. */
export type Files = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

export function treeOf(files: Files, folder = ''): SourceTree {
  const entries = Object.keys(files)
    .sort()
    .map(
      (path): SourceEntry => ({
        path,
        kind: isLink(files[path]) ? 'link' : 'file',
        sizeBytes: sizeOf(files[path]),
      }),
    );
  return {
    folder,
    source: { commit: '0'.repeat(40), subject: 'test', branch: 'main', dirty: false, shallow: false },
    list: (below) => entries.filter((entry) => below === '' || entry.path.startsWith(`${below}/`)),
    bytes: (path) => {
      const content = Object.hasOwn(files, path) ? files[path] : undefined;
      if (content === undefined) throw new ProvctlError('fetch.not-a-file', { path });
      if (isLink(content)) throw new ProvctlError('fetch.link', { path });
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
  };
}

function isLink(content: Files[string] | undefined): content is { readonly link: string } {
  return typeof content === 'object' && 'link' in content;
}

function sizeOf(content: Files[string] | undefined): number {
  if (content === undefined || isLink(content)) return 0;
  return typeof content === 'string' ? new TextEncoder().encode(content).byteLength : content.byteLength;
}
