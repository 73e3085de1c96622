import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { homedir, userInfo } from 'node:os';
import type { Duplex } from 'node:stream';
import { defaults } from '../config/generated/defaults.ts';
import type { Machine } from '../model/desired.ts';
import { ProvctlError } from '../model/error.ts';
import { runner } from './generated/runner.ts';
import type { Line } from './line.ts';
import { openSession, type Reach } from './runner-session.ts';
import type { Session, SessionOptions, Transport } from './session.ts';

export interface LocalOptions extends SessionOptions {
  /** The words that start the shell, in tests; `sh` otherwise. */
  readonly shell?: readonly string[];
}

/** The machine that provctl runs on, through the same runner and frames as every other. */
export const local: Transport = {
  kind: 'local',
  open: (machine, options) => openLocal(machine, options),
};

export function openLocal(machine: Machine, options: LocalOptions): Promise<Session> {
  return openSession(localReach(machine.name, options.shell), options);
}

export function localReach(machine: string, shell: readonly string[] = ['sh']): Reach {
  return {
    machine,
    openLine: async () => shellLine(shell),
    dial: (host, port, signal) => dial(machine, host, port, signal),
  };
}

/** The runner in a process group of its own, so that ^C at the terminal is ours to answer. */
function shellLine(shell: readonly string[]): Line {
  const [file = 'sh', ...words] = shell;
  const child = spawn(file, [...words, '-c', runner, 'provctl', ...shell], {
    cwd: '/',
    env: cleanEnvironment(),
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const closed = new Promise<string>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  return { stdin: child.stdin, stdout: child.stdout, closed, close: () => endGroup(child) };
}

/** TERM lets the runner end its command and remove its scratch directory. Detached batches are in other groups. */
function endGroup(child: ReturnType<typeof spawn>): void {
  const { pid } = child;
  const end = (signal: NodeJS.Signals) => {
    if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // It ended in between.
    }
  };
  end('SIGTERM');
  const timer = setTimeout(() => end('SIGKILL'), defaults.transports.closeGraceMs);
  child.once('close', () => clearTimeout(timer));
}

/** What a login would have, without what this process was started with. */
function cleanEnvironment(): Record<string, string> {
  const { PATH = '/usr/local/bin:/usr/bin:/bin', XDG_RUNTIME_DIR } = process.env;
  return {
    PATH,
    HOME: homedir(),
    USER: userInfo().username,
    LANG: 'C',
    ...(XDG_RUNTIME_DIR === undefined ? {} : { XDG_RUNTIME_DIR }),
  };
}

async function dial(machine: string, host: string, port: number, signal?: AbortSignal): Promise<Duplex> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', signal === undefined ? {} : { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    if (signal?.aborted === true) throw error;
    const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    throw new ProvctlError(
      refused ? 'transport.refused' : 'transport.no-connection',
      { machine, host, port },
      error,
    );
  }
}
