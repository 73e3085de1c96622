import { ProvctlError } from '../model/error.ts';
import type { PlanSource } from '../model/plan.ts';
import { adhocSource } from './adhoc.ts';
import { findCheckout, headOf } from './checkout.ts';
import { commitTree } from './commit-tree.ts';
import { type Environment, type Git, gitIn } from './git.ts';
import { ancestorsOf, isSafeName, readCommit } from './objects.ts';
import { revisionName } from './remote-name.ts';
import type { Fetched, SourceRequest, SourceTree } from './source.ts';

export interface FetchOptions {
  /** Where repositories that are fetched by url are kept between passes. */
  readonly cacheDirectory: string;
  readonly env: Environment;
  readonly signal?: AbortSignal;
}

/**
 * The files of one commit: of the checkout around a folder (with its changes), or of a repository by its url.
 * @throws ProvctlError `fetch.*`
 */
export async function fetchSource(request: SourceRequest, options: FetchOptions): Promise<Fetched> {
  options.signal?.throwIfAborted();
  switch (request.kind) {
    case 'adhoc':
      return adhocSource(null);
    case 'folder':
      return fetchFolder(request.folder, options);
    case 'repository':
      return await fetchRepository(request, options);
  }
}

function fetchFolder(folder: string, options: FetchOptions): Fetched {
  const checkout = findCheckout(folder);
  const git = gitIn(checkout.top, options.env);
  const source = headOf(checkout, git);
  const tree = commitTree({
    git,
    source,
    folder: checkout.folder,
    workTree: checkout.top,
    origin: checkout.top,
  });
  return fetched(tree, git, source, checkout.top);
}

async function fetchRepository(
  request: Extract<SourceRequest, { kind: 'repository' }>,
  options: FetchOptions,
): Promise<Fetched> {
  const folder = request.folder.replace(/^(\.?\/+)+|\/+$/g, '').replace(/^\.$/, '');
  if (folder !== '' && !isSafeName(folder))
    throw new ProvctlError('fetch.bad-folder', { folder: request.folder });
  // A local checkout needs none of it.
  const { fetchRemote } = await import('./remote.ts');
  const { git, commit, origin } = await fetchRemote(request.url, request.revision, options);
  const source = {
    ...readCommit(git, commit),
    branch: 'commit' in request.revision ? '' : revisionName(request.revision),
    shallow: false,
  };
  const tree = commitTree({ git, source, folder, workTree: null, origin });
  if (folder !== '' && tree.list(folder).length === 0)
    throw new ProvctlError('fetch.no-folder-in-commit', {
      folder: request.folder,
      commit: commit.slice(0, 7),
    });
  return fetched(tree, git, source, origin);
}

function fetched(tree: SourceTree, git: Git, source: Omit<PlanSource, 'dirty'>, origin: string): Fetched {
  return {
    tree,
    origin,
    ancestors: async (commits) => ancestorsOf(git, source.commit, commits),
    [Symbol.asyncDispose]: async () => {},
  };
}
