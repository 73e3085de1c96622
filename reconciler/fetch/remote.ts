import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type SimpleGit, simpleGit } from 'simple-git';
import { defaults } from '../config/generated/defaults.ts';
import { sha256 } from '../model/digest.ts';
import { ProvctlError } from '../model/error.ts';
import { type Environment, type Git, gitEnvironment, gitError, gitIn, withoutPassword } from './git.ts';
import { checkedUrl, refOf, revisionName } from './remote-name.ts';
import type { Revision } from './source.ts';

export interface RemoteOptions {
  readonly cacheDirectory: string;
  readonly env: Environment;
  readonly signal?: AbortSignal;
}

export interface RemoteCommit {
  readonly git: Git;
  readonly commit: string;
  readonly origin: string;
}

/** Brings the commit that a revision names now into the bare cache of its url. Asks first, and fetches only on change. */
export async function fetchRemote(
  url: string,
  revision: Revision,
  options: RemoteOptions,
): Promise<RemoteCommit> {
  const remote = checkedUrl(url);
  const ref = refOf(revision);
  const directory = join(options.cacheDirectory, 'git', sha256(remote));
  const git = gitIn(directory, options.env);
  makeCache(directory, options.env);
  const network = {
    remote,
    directory,
    git: networkGit(directory, options),
    origin: withoutPassword(url),
  };
  const commit =
    ref === null
      ? await fetchCommit(network, git, revisionName(revision))
      : await fetchRef(network, git, ref, revisionName(revision));
  return { git, commit, origin: network.origin };
}

interface Network {
  readonly remote: string;
  readonly directory: string;
  readonly origin: string;
  readonly git: SimpleGit;
}

async function fetchRef(network: Network, git: Git, ref: string, name: string): Promise<string> {
  // `^{}` is the commit that an annotated tag names.
  const said = await ask(network, ['ls-remote', '--', network.remote, ref, `${ref}^{}`]);
  const ids = new Map(
    said.split('\n').map((line) => [line.slice(line.indexOf('\t') + 1), line.split('\t')[0] ?? '']),
  );
  const offered = ids.get(`${ref}^{}`) ?? ids.get(ref);
  if (offered === undefined)
    throw new ProvctlError('fetch.no-revision', { origin: network.origin, revision: name });
  const kept = keptRef(ref);
  if (hasCommit(git, kept, offered)) return offered;
  try {
    await fetchInto(network, ref, kept);
  } catch (error) {
    // Another run may have brought it in while we waited for the same ref.
    if (!hasCommit(git, kept, offered)) throw error;
  }
  return commitOf(git, kept, network, name);
}

async function fetchCommit(network: Network, git: Git, commit: string): Promise<string> {
  const kept = keptRef(commit);
  if (hasCommit(git, kept, commit)) return commit;
  try {
    await fetchInto(network, commit, kept);
  } catch (error) {
    // Not every server gives out a bare commit: it may still be part of what it does give out.
    if (!(error instanceof ProvctlError) || error.kind !== 'fetch.git-failed') throw error;
    for (const refs of ['heads', 'tags']) await fetchInto(network, `refs/${refs}/*`, `refs/all/${refs}/*`);
  }
  return commitOf(git, commit, network, commit);
}

/** By digest: the branches `a` and `a/b` cannot both be files, though each may exist in its time. */
function keptRef(name: string): string {
  return `refs/provctl/${sha256(name)}`;
}

async function fetchInto(network: Network, from: string, to: string): Promise<void> {
  removeStaleLock(network.directory, to);
  await ask(network, [
    ...[
      'fetch',
      '--quiet',
      '--force',
      '--prune',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-recurse-submodules',
    ],
    ...['--', network.remote, `+${from}:${to}`],
  ]);
}

function hasCommit(git: Git, ref: string, commit: string): boolean {
  const found = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], {
    accept: [1],
  });
  return found.toString('latin1').trim() === commit;
}

function commitOf(git: Git, name: string, network: Network, revision: string): string {
  const found = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], {
    accept: [1, 128],
  });
  const commit = found.toString('latin1').trim();
  if (commit === '') throw new ProvctlError('fetch.no-revision', { origin: network.origin, revision });
  return commit;
}

/** Made beside and renamed, so that two runs at once, or a killed one, leave no half-made repository. */
function makeCache(directory: string, env: Environment): void {
  try {
    if (existsSync(directory)) return;
    mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
    const made = mkdtempSync(`${directory}.`);
    try {
      gitIn(made, env)(['init', '--quiet', '--bare', '--template=', '.']);
      renameSync(made, directory);
    } catch (error) {
      rmSync(made, { recursive: true, force: true });
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  } catch (error) {
    if (error instanceof ProvctlError) throw error;
    throw new ProvctlError('fetch.no-cache', { path: directory, detail: (error as Error).message }, error);
  }
}

/** A run that was killed while it wrote a ref leaves its lock; nobody holds one longer than a fetch may last. */
function removeStaleLock(directory: string, ref: string): void {
  const path = join(directory, `${ref}.lock`);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat !== undefined && Date.now() - stat.mtimeMs > 2 * defaults.fetch.remoteTimeoutMs)
    rmSync(path, { force: true });
}

/** What {@link gitEnvironment} sets is meant: simple-git would refuse each as a possible injection. */
const meant = {
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
};

function networkGit(directory: string, options: RemoteOptions): SimpleGit {
  const env = gitEnvironment(options.env);
  return simpleGit({
    baseDir: directory,
    // Its default waits 50 ms after the process is gone.
    completion: { onClose: true, onExit: false },
    timeout: { block: defaults.fetch.remoteTimeoutMs },
    allowEnvironment: Object.keys(env),
    unsafe: meant,
    ...(options.signal === undefined ? {} : { abort: options.signal }),
  }).env(env);
}

async function ask(network: Network, args: readonly string[]): Promise<string> {
  try {
    return await network.git.raw([...args]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/block timeout/.test(said))
      throw new ProvctlError(
        'fetch.timed-out',
        { origin: network.origin, timeoutMs: defaults.fetch.remoteTimeoutMs },
        error,
      );
    throw gitError(args[0] ?? '', said, network.origin);
  }
}
