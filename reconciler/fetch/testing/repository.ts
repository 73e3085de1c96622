import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a directory of its own, for tests; nothing of the machine's git configuration reaches it. */
export interface TestRepository extends Disposable {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  git(...args: readonly string[]): string;
  write(path: string, content: string): void;
  /** Commits everything and gives the commit's id. */
  commit(subject: string): string;
}

export function testRepository(): TestRepository {
  const path = mkdtempSync(join(tmpdir(), 'provctl-git-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: path,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    // No repository of a test outlives it, so git need not wait for the disk.
    GIT_TEST_FSYNC: '0',
    ...{ GIT_AUTHOR_NAME: 'ana', GIT_AUTHOR_EMAIL: 'ana@example.org' },
    ...{ GIT_COMMITTER_NAME: 'ana', GIT_COMMITTER_EMAIL: 'ana@example.org' },
  };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: path,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trimEnd();
  git('init', '--quiet', '--initial-branch=main');
  return {
    path,
    env,
    git,
    write: (name, content) => {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    commit: (subject) => {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', subject);
      return git('rev-parse', 'HEAD');
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
