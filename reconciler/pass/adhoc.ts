import type { Fetched, SourceTree } from '../fetch/source.ts';
import { noOptions } from '../plan/input.ts';
import { apply } from './apply.ts';
import type { AdhocRequest, Applied } from './engine.ts';
import type { World } from './world.ts';

/** The owner of services that nobody declared; a fixed id, so any provctl on the machine finds them again. */
const adhocOwner = 'adhoc-services';

/** Stands for "no commit": adhoc services come from a command line. */
const noCommit = '0'.repeat(40);

const file = 'adhoc.yaml';

/**
 * `start NAME -- CMD…` is a desired state of one service, made from the command line and taken through the very same
 * pass; `stop NAME` is its removal.
 */
export function runAdhoc(world: World, request: AdhocRequest): Promise<Applied> {
  const documents = [stack(), service(request)];
  const options =
    request.verb === 'start'
      ? { ...noOptions, targets: [request.name] }
      : { ...noOptions, destroy: true, targets: [request.name] };
  return apply(
    { ...world, fetch: () => Promise.resolve(fetchedFrom(documents)) },
    {
      source: { kind: 'folder', folder: '.' },
      options,
      verb: `${request.verb} (adhoc)`,
      reason: '',
      saved: null,
      confirm: () => Promise.resolve(true),
      onProgress: request.onProgress,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    },
  );
}

function stack(): object {
  return {
    apiVersion: 'provctl.dev/v1',
    kind: 'Stack',
    metadata: { name: adhocOwner },
    spec: { ownerId: adhocOwner, environment: adhocOwner, prune: false },
  };
}

function service(request: AdhocRequest): object {
  return {
    apiVersion: 'provctl.dev/v1',
    kind: 'Service',
    metadata: { name: request.name },
    spec: {
      placement: { local: true },
      command: request.command.map(literal),
      env: Object.fromEntries(Object.entries(request.env).map(([name, value]) => [name, literal(value)])),
      ...(request.cwd === null ? {} : { cwd: literal(request.cwd) }),
    },
  };
}

/** Words of a command line are no templates. */
function literal(word: string): string {
  return word.replaceAll('{', '{{');
}

function fetchedFrom(documents: readonly object[]): Fetched {
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
