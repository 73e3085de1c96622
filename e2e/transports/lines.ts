import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach } from 'vitest';
import type { Batch, Mutation } from '../../reconciler/model/operation.ts';
import { runner } from '../../reconciler/transports/generated/runner.ts';
import type { Line } from '../../reconciler/transports/line.ts';
import type { Reach } from '../../reconciler/transports/runner-session.ts';

export const owner = 'shop-1a2b';

export function batch(id: string, fence: Batch['fence'], ...operations: Mutation[]): Batch {
  return { id, owner, fence, maxLifeMs: 20_000, operations };
}

/** A directory that is gone after the test. */
export function folder(): { at(name: string): string } {
  let directory = '';
  beforeEach(() => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'provctl-lines-')));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  return { at: (name) => join(directory, name) };
}

export interface RunnerProcess {
  readonly line: Line;
  readonly pid: number;
}

/** A runner that the test can kill, trace, or starve. */
export function runnerProcess(words: readonly string[] = [], shell = 'sh', program = runner): RunnerProcess {
  const [file = 'sh', ...rest] = [...words, shell, '-c', program, 'provctl', shell];
  const child = spawn(file, rest, { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  const closed = once(child, 'close').then(([code, signal]) => String(signal ?? code));
  const pid = child.pid ?? 0;
  const close = () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL');
  };
  return { pid, line: { stdin: child.stdin, stdout: child.stdout, closed, close } };
}

export function reach(openLine: () => Line): Reach {
  return {
    machine: 'here',
    openLine: async () => openLine(),
    dial: () => Promise.reject(new Error('not here')),
  };
}

/** A machine that says whatever the test has it say, once it has heard the nonce. */
export function scripted(script: (nonce: string) => Iterable<Buffer>): Line {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  let settle: (how: string) => void = () => {};
  const closed = new Promise<string>((resolve) => {
    settle = resolve;
  });
  let isOpen = true;
  const close = () => {
    isOpen = false;
    stdout.destroy();
    settle('closed');
  };
  stdin.once('data', (first: Buffer) => {
    stdin.resume();
    const nonce = first.toString('latin1').slice(0, 32);
    const chunks = script(nonce)[Symbol.iterator]();
    const say = (): void => {
      while (isOpen) {
        const next = chunks.next();
        if (next.done === true) {
          stdout.end();
          settle('ended');
          return;
        }
        if (!stdout.write(next.value)) {
          stdout.once('drain', say);
          return;
        }
      }
    };
    say();
  });
  return { stdin, stdout, closed, close };
}
