import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { endLeftovers } from './leftovers.ts';

const launcher = join(import.meta.dirname, '../../bin/provctl.js');

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called with the pid as soon as it runs. */
  readonly onStart?: (pid: number) => void;
  /** Called with all that it said so far. */
  readonly onOutput?: (stdout: string, stderr: string) => void;
}

/** A temporary place with a real git repository, its own state directory, and the real command line. */
export interface Lab extends AsyncDisposable {
  readonly folder: string;
  readonly repository: string;
  readonly state: string;
  write(path: string, content: string): void;
  remove(path: string): void;
  git(...args: readonly string[]): Promise<string>;
  /** Adds everything and commits it. */
  commit(subject: string): Promise<string>;
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs, and fails with all output unless it ends with this code. */
  ok(code: number, ...args: readonly string[]): Promise<Ran>;
  /** After every apply: the plan is empty, and applying again sends nothing. */
  converged(): Promise<void>;
}

const gitEnv = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ana',
  GIT_AUTHOR_EMAIL: 'ana@example.org',
  GIT_COMMITTER_NAME: 'Ana',
  GIT_COMMITTER_EMAIL: 'ana@example.org',
};

export interface LabOptions {
  /** How a program is started in a folder instead: inside another host. */
  readonly through?: (argv: readonly string[], folder: string) => readonly string[];
  /** Where the lab lies, when another host must see it. */
  readonly parent?: string;
}

export async function makeLab(options: LabOptions = {}): Promise<Lab> {
  const folder = mkdtempSync(join(options.parent ?? tmpdir(), 'provctl-lab-'));
  const repository = join(folder, 'repository');
  const state = join(folder, 'state');
  mkdirSync(repository);
  const through = options.through ?? ((argv) => argv);
  const provctl = [process.execPath, launcher];
  const env = {
    ...process.env,
    ...gitEnv,
    CI: 'true',
    NO_COLOR: '1',
    PROVCTL_STATE_DIR: state,
    PROVCTL_LANG: 'en',
    // Half of what a short command costs is reading our sources; from the second one on this knows them.
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  };
  const lab: Lab = {
    folder,
    repository,
    state,
    write(path, content) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), content);
    },
    remove: (path) => rmSync(join(repository, path), { recursive: true }),
    async git(...args) {
      const ran = await start(['git', '-C', repository, ...args], env, {});
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      return ran.stdout.trim();
    },
    async commit(subject) {
      await lab.git('add', '-A');
      await lab.git('commit', '-q', '--allow-empty', '-m', subject);
      return lab.git('rev-parse', 'HEAD');
    },
    run: (args, runOptions = {}) =>
      start(
        through([...provctl, ...args], repository),
        { ...env, ...runOptions.env },
        { ...runOptions, cwd: repository },
      ),
    async ok(code, ...args) {
      const ran = await lab.run(args);
      expect(ran.code, `provctl ${args.join(' ')}\n${ran.stdout}\n${ran.stderr}`).toBe(code);
      return ran;
    },
    async converged() {
      // Side by side: were there anything to do, the apply would say that it did it.
      const [{ stdout }] = await Promise.all([
        lab.ok(0, 'apply', '--auto-approve', '-o', 'json'),
        lab.ok(0, 'plan', '--detailed-exitcode'),
      ]);
      const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
      expect(result, 'a second apply sent something').toMatchObject({
        type: 'result',
        outcome: 'nothing-to-do',
        operations: 0,
      });
    },
    async [Symbol.asyncDispose]() {
      // Elsewhere it has to be taken away in earnest; here it is enough to end it.
      if (options.through !== undefined || process.platform !== 'linux')
        await lab.run(['destroy', '--auto-approve', '--allow-dirty', '--take-over']);
      endLeftovers(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await lab.git('init', '-q', '-b', 'main');
  return lab;
}

interface StartOptions extends RunOptions {
  readonly cwd?: string;
}

function start(argv: readonly string[], env: NodeJS.ProcessEnv, options: StartOptions): Promise<Ran> {
  const [command = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      options.onOutput?.(stdout, stderr);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
      options.onOutput?.(stdout, stderr);
    });
    child.on('error', reject);
    if (child.pid !== undefined) options.onStart?.(child.pid);
    // Detached services keep no pipe open, so the streams end with the command.
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
