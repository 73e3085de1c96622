import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BatchResult } from '../../reconciler/model/operation.ts';
import type { Session } from '../../reconciler/transports/session.ts';
import { unmet } from '../needs.ts';
import { freePorts } from '../support/free-port.ts';
import { openSsh, outcome } from '../support/ssh-machine.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';
import { until } from '../support/until.ts';
import { batch, owner } from '../transports/lines.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'sshd', 'bash']);
const shell = (script: string) =>
  ({ kind: 'exec', argv: ['sh', '-c', script], timeoutMs: 60_000, maxOutputBytes: 100 }) as const;

describe.skipIf(lacks !== null)('a login that is no POSIX shell', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    const shells = { deploy: '/bin/sh', none: '/usr/sbin/nologin', false: '/bin/false', noisy: '/bin/bash' };
    sshd = await startSshd({
      accounts: Object.entries(shells).map(([name, path]) => ({ name, shell: path })),
    });
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  it.each([
    ['none', 'exit 1: This account is currently not available.'],
    ['false', 'exit 1'],
  ])('is told with what it said: %s', async (user, detail) => {
    await expect(openSsh(sshd, { user })).rejects.toMatchObject({
      kind: 'transport.not-posix-shell',
      context: { machine: 'web-1', detail },
    });
  });

  it('may print what it likes before the runner begins', async () => {
    writeFileSync(sshd.home('noisy', '.bashrc'), 'echo "Welcome!"\necho >&2 oops\nprintf "no end"\n');
    await using session = await openSsh(sshd, { user: 'noisy' });
    expect(session.facts.user).toBe('noisy');
    expect(await session.read([shell('echo fine')])).toMatchObject([{ stdout: 'fine\n' }]);
  });
});

describe.skipIf(lacks !== null)('a machine that cannot be reached', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd({ config: ['MaxStartups 1', 'MaxSessions 1', 'LoginGraceTime 20'] });
  });
  afterAll(() => sshd[Symbol.asyncDispose]());
  const quick = { timing: { connectMs: 300, handshakeMs: 300, authenticateMs: 300 } };

  it('refuses where nothing listens', async () => {
    const [port = 0] = await freePorts(1);
    expect(await outcome(openSsh(sshd, { port }))).toBe('transport.connection-refused');
  });

  it('has a name that does not exist', async () => {
    expect(await outcome(openSsh(sshd, { address: 'nowhere.invalid' }))).toBe('transport.not-connected');
  });

  it('says nothing within its time, and the step is named', async () => {
    await using silent = await listening(() => {});
    await expect(openSsh(sshd, { port: silent.port, settings: quick })).rejects.toMatchObject({
      kind: 'transport.timeout',
      context: { step: 'handshake', timeoutMs: 300 },
    });
  });

  it('speaks something else', async () => {
    await using web = await listening((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await outcome(openSsh(sshd, { port: web.port }))).toMatch(/^transport\.(handshake|throttled)$/);
    await using noise = await listening((socket) => socket.write(Buffer.alloc(100_000, 'x')));
    expect(await outcome(openSsh(sshd, { port: noise.port }))).toBe('transport.handshake');
  });

  it('takes no more logins at once, which is no failed login', async () => {
    const held = connect(sshd.port, '127.0.0.1');
    await once(held, 'data');
    expect(await outcome(openSsh(sshd))).toBe('transport.throttled');
    held.destroy();
    await until('it takes logins again', async () => (await outcome(openSsh(sshd))) === 'open');
  });

  it('opens no second session where sshd allows one', async () => {
    await using session = await openSsh(sshd);
    const stream = session.stream(['true'], new AbortController().signal)[Symbol.asyncIterator]();
    await expect(stream.next()).rejects.toMatchObject({ kind: 'transport.no-channel' });
    expect(await session.read([shell('echo fine')])).toMatchObject([{ stdout: 'fine\n' }]);
  });

  it('connects for us to what only it can reach, and says where nothing listens', async () => {
    await using service = await listening((socket) => socket.end('hello'));
    await using session = await openSsh(sshd);
    const stream = await session.dial('127.0.0.1', service.port);
    expect(String((await once(stream, 'data'))[0])).toBe('hello');
    stream.destroy();
    const [port = 0] = await freePorts(1);
    await expect(session.dial('127.0.0.1', port)).rejects.toMatchObject({ kind: 'transport.refused' });
    await expect(session.dial('127.0.0.1', port, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('is given up at once when it is not wanted any more', async () => {
    await using silent = await listening(() => {});
    const opening = openSsh(sshd, { port: silent.port, signal: AbortSignal.timeout(50) });
    await expect(opening).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe.skipIf(lacks !== null)('a line that is lost in the middle of a batch', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  let sequence = 0;
  /** Sends a batch that waits for a file, and says when it waits. */
  async function begun(session: Session, name: string) {
    const [started, go, ended] = ['started', 'go', 'ended'].map((file) => sshd.at(`${name}-${file}`));
    const waits = shell(`touch ${started}; while [ ! -e ${go} ]; do sleep 0.02; done; touch ${ended}`);
    sequence += 1;
    const result = session
      .mutate(batch(name, { lease: 0, epoch: 0, sequence }, waits))
      .catch((error: unknown) => error);
    await until('it has begun', () => existsSync(started ?? ''));
    return { result, go: () => writeFileSync(go ?? '', ''), ended: ended ?? '' };
  }

  async function readBack(name: string): Promise<BatchResult> {
    await using session = await openSsh(sshd);
    let result = await session.readBack(owner, name);
    while (result.kind === 'running') result = await session.readBack(owner, name);
    return result;
  }

  it('by sshd killed: the outcome is read back when it is up again', async () => {
    const session = await openSsh(sshd);
    const { result, go, ended } = await begun(session, 'killed');
    const killed = sshd.sessions();
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    await sshd.stop();
    expect(await result).toMatchObject({ kind: 'transport.lost' });
    await session[Symbol.asyncDispose]();
    expect(await outcome(openSsh(sshd))).toBe('transport.connection-refused');
    go();
    await sshd.start();
    expect(await readBack('killed')).toMatchObject({ kind: 'ended', results: [{ status: 0 }] });
    expect(existsSync(ended)).toBe(true);
  });

  it('by a link that hangs: noticed by its keepalive', async () => {
    const timing = { keepaliveIntervalMs: 100, keepaliveCount: 2 };
    const session = await openSsh(sshd, { settings: { timing } });
    const { result, go } = await begun(session, 'hung');
    const stopped = sshd.sessions();
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    expect(await result).toMatchObject({
      kind: 'transport.lost',
      context: { detail: expect.stringMatching(/client-timeout/) },
    });
    await session[Symbol.asyncDispose]();
    for (const pid of stopped) process.kill(pid, 'SIGKILL');
    go();
    expect(await readBack('hung')).toMatchObject({ kind: 'ended', results: [{ status: 0 }] });
  });

  it('and nothing of it stays on the machine but what was meant to', async () => {
    const session = await openSsh(sshd);
    await session.read([shell('true')]);
    const pids = sshd.sessions();
    expect(pids.length).toBeGreaterThan(0);
    await session[Symbol.asyncDispose]();
    await until('its session has ended', () => pids.every((pid) => !isAlive(pid)));
  });
});

function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function listening(
  speak: (socket: Socket) => void,
): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    speak(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
