import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../model/desired.ts';
import { openLocal } from './local.ts';
import { quickContract, sessionContract } from './testing/contract/session-contract.ts';
import { shells } from './testing/shells.ts';

const machine: Machine = { name: 'here', connection: { kind: 'local' }, labels: {}, fleet: null };
const [first, ...others] = shells();

if (first !== undefined)
  sessionContract(first.join(' '), (stateRoot) => openLocal(machine, { stateRoot, shell: first }));
for (const shell of others)
  quickContract(shell.join(' '), (stateRoot) => openLocal(machine, { stateRoot, shell }));

describe('the local transport', () => {
  it('keeps its state where root or the login keeps it', async () => {
    await using session = await openLocal(machine, { stateRoot: null });
    const { uid, home, stateRoot } = session.facts;
    expect(stateRoot).toBe(uid === 0 ? '/var/lib/provctl' : `${home}/.local/state/provctl`);
  });

  it('gives commands a clean environment', async () => {
    process.env['PROVCTL_TEST_LEAK'] = 'leaked';
    await using session = await openLocal(machine, { stateRoot: '/nowhere' });
    delete process.env['PROVCTL_TEST_LEAK'];
    const [env] = await session.read([
      { kind: 'exec', argv: ['env'], timeoutMs: 5000, maxOutputBytes: 10_000 },
    ]);
    expect(env?.kind === 'exited' && env.stdout).not.toContain('leaked');
  });

  it('is unreachable where its shell does not start or is none', async () => {
    for (const shell of [['/no/such/shell'], ['true'], ['cat']])
      await expect(openLocal(machine, { stateRoot: null, shell })).rejects.toMatchObject({
        name: 'ProvctlError',
      });
  });

  it('says that its state directory cannot be written', async () => {
    await using session = await openLocal(machine, { stateRoot: '/proc/nowhere' });
    const fence = { lease: 0, epoch: 0, sequence: 1 };
    const batch = { id: 'b', owner: 'o', fence, maxLifeMs: 1000, operations: [] };
    await expect(session.mutate(batch)).rejects.toMatchObject({ kind: 'transport.no-state' });
    await expect(
      session.lease('o', { kind: 'take', holder: 'h', lifeMs: 1, force: false }),
    ).rejects.toMatchObject({ kind: 'transport.no-state' });
  });

  it('connects from here', async () => {
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await using session = await openLocal(machine, { stateRoot: null });
    const socket = await session.dial('127.0.0.1', port);
    expect(String((await once(socket, 'data'))[0])).toBe('hello');
    socket.destroy();
    server.close();
    await once(server, 'close');
    await expect(session.dial('127.0.0.1', port)).rejects.toMatchObject({ kind: 'transport.refused' });
  });
});
