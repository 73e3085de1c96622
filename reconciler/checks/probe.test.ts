import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../model/definition.ts';
import { ProvctlError } from '../model/error.ts';
import { type ProbeTarget, probe } from './probe.ts';
import { directSession } from './testing/session.ts';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  switch (request.url) {
    case '/ok':
      response.end('fine');
      return;
    case '/moved':
      response.writeHead(302, { location: '/ok' }).end();
      return;
    case '/broken':
      response.writeHead(500).end('secret detail');
      return;
    case '/endless':
      response.on('close', () => response.destroy());
      response.writeHead(200).write(Buffer.alloc(1_000_000));
      return;
    case '/reset':
      request.socket.destroy();
      return;
    default:
    // No answer at all.
  }
}

const owned = {
  kind: 'exited',
  status: 0,
  timedOut: false,
  stdout: 'owned',
  stderr: '',
  truncated: false,
} as const;

function target(listener = 'owned', changes: Partial<ProbeTarget> = {}): ProbeTarget {
  const session = directSession({ read: async () => [{ ...owned, stdout: listener }] });
  return { session, owner: { pid: process.pid, by: 'group' }, ...changes };
}

function check(asked: Check['probe'], timeoutMs = 20_000): Check {
  return { name: 'up', probe: asked, intervalMs: 1, timeoutMs, successes: 1, failures: 1 };
}

function http(path: string, status: readonly number[] = [200], timeoutMs?: number): Check {
  return check({ kind: 'http', path, port, status }, timeoutMs);
}

describe('an http check', () => {
  it.each([
    ['/ok', [200], 'pass', ''],
    ['/ok', [204], 'fail', '/ok answered 200'],
    ['/moved', [200], 'fail', '/moved answered 302'],
    ['/moved', [302], 'pass', ''],
    ['/moved', [], 'pass', ''],
    ['/broken', [], 'fail', '/broken answered 500'],
    ['/endless', [200], 'pass', ''],
  ] as const)('of %s for %j: %s', async (path, status, kind, reason) => {
    expect(await probe(http(path, status), target())).toEqual({ kind, reason });
  });

  it('fails when nothing comes in time, or the connection breaks', async () => {
    expect(await probe(http('/never', [200], 50), target())).toEqual({
      kind: 'fail',
      reason: 'no answer within 50 ms',
    });
    expect(await probe(http('/reset'), target())).toMatchObject({
      kind: 'fail',
      reason: expect.stringContaining('broke'),
    });
  });

  it('fails when what listens does not speak http', async () => {
    const tcp = createTcpServer((socket) => socket.end('hello\r\n')).listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const asked = { kind: 'http', path: '/', port: (tcp.address() as AddressInfo).port, status: [] } as const;
    expect(await probe(check(asked), target())).toMatchObject({ kind: 'fail' });
    tcp.close();
  });

  it('looks for itself whose the listener is', async () => {
    expect(await probe(http('/ok'), { ...target(), session: directSession() })).toMatchObject({
      kind: 'pass',
    });
  });
});

describe('health is of the thing meant', () => {
  it.each(['/ok', '/broken'])('an answer of another process to %s is unknown', async (path) => {
    expect(await probe(http(path), target('foreign 12 nginx'))).toEqual({
      kind: 'unknown',
      reason: `port ${port} belongs to another process (12 nginx)`,
    });
  });

  it('so is one whose owner may not be seen', async () => {
    expect(await probe(http('/ok'), target('unknown not-permitted'))).toMatchObject({ kind: 'unknown' });
  });

  it('a listener that is gone after the answer fails', async () => {
    expect(await probe(http('/ok'), target('none'))).toMatchObject({ kind: 'fail' });
  });

  it('a line that dropped is unknown', async () => {
    const lost = async (): Promise<never> => {
      throw new ProvctlError('transport.lost', {});
    };
    expect(await probe(http('/ok'), target('', { session: directSession({ read: lost }) }))).toMatchObject({
      kind: 'unknown',
    });
    expect(await probe(http('/ok'), target('', { session: directSession({ dial: lost }) }))).toMatchObject({
      kind: 'unknown',
    });
  });
});

describe('a tcp check', () => {
  it('passes when the port is open', async () => {
    expect(await probe(check({ kind: 'tcp', port }), target())).toEqual({ kind: 'pass', reason: '' });
  });

  it('passes when only IPv6 is listened on', async () => {
    const tcp = createTcpServer().listen(0, '::1');
    await once(tcp, 'listening');
    const asked = { kind: 'tcp', port: (tcp.address() as AddressInfo).port } as const;
    expect(await probe(check(asked), target())).toMatchObject({ kind: 'pass' });
    tcp.close();
  });

  it('fails when the port is closed', async () => {
    expect(await probe(check({ kind: 'tcp', port: 1 }), target())).toEqual({
      kind: 'fail',
      reason: 'nothing listens on port 1',
    });
  });
});

describe('a command check', () => {
  const direct = () => ({ ...target(), session: directSession(), env: { A: 'b c' } });
  const command = (...argv: readonly string[]) => check({ kind: 'command', command: argv });

  it('passes by its exit status, without a shell', async () => {
    expect(await probe(command('test', '$A', '=', '$A'), direct())).toEqual({ kind: 'pass', reason: '' });
    expect(await probe(command('sh', '-c', 'test "$A" = "b c"'), direct())).toMatchObject({ kind: 'pass' });
  });

  it('fails with its status and without what it printed', async () => {
    expect(await probe(command('sh', '-c', 'echo hunter2; exit 3'), direct())).toEqual({
      kind: 'fail',
      reason: 'the command exited with 3',
    });
  });

  it('fails when it is not there or takes too long', async () => {
    expect(await probe(command('/no/such/command'), direct())).toMatchObject({ kind: 'fail' });
    const slow = check({ kind: 'command', command: ['sleep', '1000'] }, 50);
    expect(await probe(slow, direct())).toEqual({ kind: 'fail', reason: 'no answer within 50 ms' });
  });
});

it('ends with the signal, and says nothing then', async () => {
  const probing = probe(http('/never'), target('owned', { signal: AbortSignal.timeout(20) }));
  await expect(probing).rejects.toMatchObject({ name: 'TimeoutError' });
});
