import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ProvctlError } from '../model/error.ts';
import type { PlanSource } from '../model/plan.ts';
import type { Git } from './git.ts';
import { readCommit } from './objects.ts';

/** Where a folder lies in a work tree. */
export interface Checkout {
  readonly top: string;
  /** Below the top, with `/`; '' is the top itself. */
  readonly folder: string;
  readonly gitDirectory: string;
}

/** @throws ProvctlError when there is no such folder, or no repository around it. */
export function findCheckout(folder: string): Checkout {
  const path = realFolder(folder);
  for (let top = path; ; top = dirname(top)) {
    if (existsSync(join(top, '.git')))
      return { top, folder: relative(top, path).split(sep).join('/'), gitDirectory: gitDirectory(top) };
    if (top === dirname(top)) throw new ProvctlError('fetch.not-a-repository', { origin: path });
  }
}

/** The commit that is checked out. */
export function headOf(checkout: Checkout, git: Git): Omit<PlanSource, 'dirty'> {
  return {
    ...readHead(checkout, git),
    branch: branchOf(checkout.gitDirectory),
    shallow: existsSync(join(commonDirectory(checkout.gitDirectory), 'shallow')),
  };
}

function readHead(checkout: Checkout, git: Git): ReturnType<typeof readCommit> {
  try {
    return readCommit(git, 'HEAD');
  } catch (error) {
    if (error instanceof ProvctlError && /bad revision 'HEAD'/.test(String(error.context['detail'])))
      throw new ProvctlError('fetch.no-commit', { origin: checkout.top }, error);
    throw error;
  }
}

function realFolder(folder: string): string {
  let path: string;
  try {
    path = realpathSync(folder);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) throw new ProvctlError('fetch.no-folder', { folder }, error);
    throw new ProvctlError('fetch.folder-unreadable', { folder, detail: (error as Error).message }, error);
  }
  if (!lstatSync(path).isDirectory()) throw new ProvctlError('fetch.not-a-folder', { folder });
  return path;
}

/** gitrepository-layout(5): `.git` is the directory, or in a linked work tree a file that names it. */
function gitDirectory(top: string): string {
  const path = join(top, '.git');
  const named = /^gitdir: (.+)$/m.exec(textOr(path, ''))?.[1];
  return named === undefined ? path : resolve(top, named);
}

function commonDirectory(directory: string): string {
  const named = textOr(join(directory, 'commondir'), '').trim();
  return named === '' ? directory : resolve(directory, named);
}

/** '' when no branch is checked out. */
function branchOf(directory: string): string {
  return /^ref: refs\/heads\/(.+)$/m.exec(textOr(join(directory, 'HEAD'), ''))?.[1] ?? '';
}

function textOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
