import type { Fetched, SourceTree } from './source.ts';

/** The owner of services that nobody declared; a fixed id, so any provctl on the machine finds them again. */
export const adhocOwner = 'adhoc-services';

/** Stands for "no commit": adhoc services come from a command line. */
const noCommit = '0'.repeat(40);

const file = 'adhoc.yaml';

/** A desired state that no repository holds: of the service that is just begun, or of none. */
export function adhocSource(service: object | null): Fetched {
  const documents = service === null ? [stack] : [stack, service];
  const bytes = new TextEncoder().encode(
    documents.map((document) => `---\n${JSON.stringify(document)}\n`).join(''),
  );
  const tree: SourceTree = {
    folder: '',
    source: { commit: noCommit, subject: '', branch: '', dirty: false, shallow: false },
    list: () => [{ path: file, kind: 'file', sizeBytes: bytes.length }],
    bytes: () => bytes,
  };
  return {
    tree,
    origin: adhocOwner,
    ancestors: (commits) => Promise.resolve(new Set(commits)),
    async [Symbol.asyncDispose]() {},
  };
}

/** What is not just begun stays: nothing here says that it should go. */
const stack = {
  apiVersion: 'provctl.dev/v1',
  kind: 'Stack',
  metadata: { name: adhocOwner },
  spec: { ownerId: adhocOwner, environment: adhocOwner, prune: false },
};
