import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ListenerOwner,
  type Loopback,
  listenerOwner,
  listenerQuestion,
  parseListener,
} from './listener.ts';
import { execute } from './testing/session.ts';

const shells = [['dash'], ['bash'], ['busybox', 'sh'], ['zsh', '--emulate', 'sh']].filter(
  ([shell = '', ...args]) => spawnSync(shell, [...args, '-c', 'true']).status === 0,
);

let server: Server;
let port: number;
let stranger: ChildProcess;
let parent: ChildProcess;
let childPort: number;

beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  stranger = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
  // A shell whose child listens: the socket is the group's, not the first process's.
  const child = `const s = require('net').createServer().listen(0, '::', () => console.log(s.address().port))`;
  parent = spawn('sh', ['-c', '"$0" -e "$1" & wait', process.execPath, child], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [printed] = await once(parent.stdout ?? server, 'data');
  childPort = Number(String(printed));
});
afterAll(() => {
  server.close();
  for (const { pid } of [stranger, parent, ...[...others.values()].map(({ child }) => child)])
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
});

const others = new Map<string, { readonly pid: number; readonly child: ChildProcess }>();

/** A process of its own that listens there. */
async function listenerOf(asked: number, host: string): Promise<number> {
  const known = others.get(host);
  if (known !== undefined) return known.pid;
  const text = `require('net').createServer().listen(${asked}, '${host}', () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', text], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  const { pid = 0 } = child;
  others.set(host, { pid, child });
  return pid;
}

async function ask(shell: readonly string[], asked: number, owner: ListenerOwner, host?: Loopback) {
  const question = listenerQuestion(asked, owner, host);
  return parseListener(await execute({ ...question, argv: [...shell, ...question.argv.slice(1)] }));
}

describe.runIf(process.platform === 'linux').each(shells.map((shell) => [shell] as const))(
  'in %j',
  (shell) => {
    it('a port is owned by the process that listens', async () => {
      expect(await ask(shell, port, { pid: process.pid, by: 'group' })).toEqual({ kind: 'owned' });
    });

    it('a port is owned through another process of the group, on IPv6 too', async () => {
      expect(await ask(shell, childPort, { pid: parent.pid ?? 0, by: 'group' })).toEqual({ kind: 'owned' });
    });

    it('a port of another group is foreign, and its holder is named', async () => {
      expect(await ask(shell, port, { pid: stranger.pid ?? 0, by: 'group' })).toEqual({
        kind: 'foreign',
        holder: expect.stringContaining(`${process.pid} `),
      });
    });

    it('an instance that listens on another address did not give the answer', async () => {
      const elsewhere = await listenerOf(port, '127.0.0.2');
      expect(await ask(shell, port, { pid: elsewhere, by: 'group' })).toMatchObject({ kind: 'foreign' });
    });

    it('the same port may be owned on one loopback and foreign on the other', async () => {
      const owner = { pid: await listenerOf(port, '::1'), by: 'group' } as const;
      expect(await ask(shell, port, owner)).toMatchObject({ kind: 'foreign' });
      expect(await ask(shell, port, owner, '::1')).toEqual({ kind: 'owned' });
    });

    it('a port where nothing listens is nobody’s', async () => {
      expect(await ask(shell, 1, { pid: process.pid, by: 'group' })).toEqual({ kind: 'none' });
    });

    it('nothing is said of a process that is gone', async () => {
      expect(await ask(shell, port, { pid: 4_000_000, by: 'cgroup' })).toEqual({
        kind: 'unknown',
        cause: 'no-process',
      });
    });
  },
);

describe('the machine’s answer', () => {
  const said = (stdout: string, status = 0) =>
    parseListener({ kind: 'exited', status, timedOut: false, stdout, stderr: '', truncated: false });

  it.each([
    ['owned\n', { kind: 'owned' }],
    ['none', { kind: 'none' }],
    ['foreign 12 nginx', { kind: 'foreign', holder: '12 nginx' }],
    ['foreign', { kind: 'foreign', holder: '' }],
    ['foreign 12 \u001b[2Jnginx', { kind: 'foreign', holder: '' }],
    ['unknown not-permitted', { kind: 'unknown', cause: 'not-permitted' }],
    ['unknown whatever', { kind: 'unknown', cause: 'no-answer' }],
    ['ownedX', { kind: 'unknown', cause: 'no-answer' }],
    ['', { kind: 'unknown', cause: 'no-answer' }],
  ])('%j', (stdout, listener) => expect(said(stdout)).toEqual(listener));

  it('counts for nothing when the question failed', () => {
    expect(said('owned', 1)).toMatchObject({ kind: 'unknown' });
    expect(parseListener(undefined)).toMatchObject({ kind: 'unknown' });
    expect(parseListener({ kind: 'failed', reason: '' })).toMatchObject({ kind: 'unknown' });
  });
});

it('systemd’s instances are known by control group, others by process group', () => {
  expect(listenerOwner('systemd', 7)).toEqual({ pid: 7, by: 'cgroup' });
  expect(listenerOwner('process', 7)).toEqual({ pid: 7, by: 'group' });
});
