import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../step.ts';
import { type Process, processes } from './processes.ts';

export interface Ran {
  readonly status: number;
  readonly output: string;
}

/** Everything of the demo lies in one temporary directory: repository, state, home. */
export interface Place {
  readonly folder: string;
  readonly repository: string;
  git(...args: readonly string[]): string;
  provctl(...args: readonly string[]): Promise<Ran>;
  /** What lives and is of this demo: it names the directory, or was remembered. */
  living(): readonly Process[];
  remember(pid: number): void;
  kill(pid: number): void;
  /** Ends what is left and removes the directory, whatever happened before. */
  clear(): Promise<void>;
}

export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'provctl-demo-'));
  const repository = join(folder, 'desired');
  const state = join(folder, 'state');
  const env = environment(folder);
  const remembered = new Map<number, string>();
  const running = new Set<ChildProcess>();
  let cleared = false;

  const living = (): readonly Process[] =>
    processes().filter(
      ({ pid, start, command }) =>
        pid !== process.pid && (command.includes(folder) || remembered.get(pid) === start),
    );

  const start = (...args: readonly string[]): Promise<Ran> =>
    new Promise((resolve, reject) => {
      const argv = [join(root, 'bin', 'provctl.js'), ...args, '--state-dir', state, '--color', 'never'];
      const child = spawn(process.execPath, argv, {
        cwd: repository,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      running.add(child);
      let output = '';
      const add = (chunk: Buffer) => {
        output += chunk.toString('utf8');
      };
      child.stdout.on('data', add);
      child.stderr.on('data', add);
      child.on('error', reject);
      child.on('close', (status) => {
        running.delete(child);
        resolve({ status: status ?? 1, output });
      });
    });

  const clear = async (): Promise<void> => {
    if (cleared) return;
    cleared = true;
    for (const child of running) child.kill('SIGTERM');
    if (existsSync(state)) await start('destroy', '.', '--auto-approve', '--allow-dirty');
    for (let round = 0; round < 50 && living().length > 0; round++) {
      for (const { pid } of living()) kill(pid);
      await sleep(100);
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };

  return {
    folder,
    repository,
    git: (...args) => git(repository, env, args),
    // Whoever cleans up is the last to act.
    provctl: (...args) => (cleared ? Promise.reject(new Error('interrupted')) : start(...args)),
    living,
    remember: (pid) => {
      const found = processes().find((one) => one.pid === pid);
      if (found !== undefined) remembered.set(pid, found.start);
    },
    kill,
    clear,
  };
}

/** Nothing of the user's: no configuration of git or provctl, no language, no secrets. */
function environment(folder: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: folder,
    TMPDIR: folder,
    LC_ALL: 'C',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

function git(cwd: string, env: Readonly<Record<string, string>>, args: readonly string[]): string {
  const author = ['-c', 'user.name=Ana', '-c', 'user.email=ana@shop.example', '-c', 'commit.gpgSign=false'];
  const result = spawnSync('git', [...author, ...args], { cwd, env, encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`git ${args.join(' ')}: ${result.error?.message ?? result.stderr}`);
  return result.stdout.trim();
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
