import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import type { Exec, OperationResult } from '../../model/operation.ts';
import type { Session } from '../../transports/session.ts';

/** A session on this very machine with only what probes use, without a runner. */
export function directSession(overrides: Partial<Session> = {}): Session {
  const unused = (): never => {
    throw new Error('not part of a probe');
  };
  return {
    facts: {} as Session['facts'],
    read: (operations) =>
      Promise.all(operations.map((operation) => (operation.kind === 'exec' ? execute(operation) : unused()))),
    dial: async (host, port, signal) => {
      const socket = createConnection({ host, port, ...(signal === undefined ? {} : { signal }) });
      await once(socket, 'connect');
      return socket;
    },
    mutate: unused,
    readBack: unused,
    lease: unused,
    stream: unused,
    [Symbol.asyncDispose]: async () => {},
    ...overrides,
  };
}

export function execute(operation: Exec): Promise<OperationResult> {
  const [file = '', ...args] = operation.argv;
  const options = {
    timeout: operation.timeoutMs,
    env: { PATH: process.env['PATH'], ...operation.env },
    cwd: operation.cwd,
  };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      const code = error?.code;
      if (typeof code === 'string') resolve({ kind: 'failed', reason: code });
      else
        resolve({
          kind: 'exited',
          status: code ?? (error === null ? 0 : 128),
          timedOut: error?.killed === true,
          stdout,
          stderr,
          truncated: false,
        });
    });
  });
}
