import { expect, it } from 'vitest';
import type { LeaseRequest } from '../../session.ts';
import { type Bench, owner, shell } from './subject.ts';

function take(holder: string, more: Partial<Extract<LeaseRequest, { kind: 'take' }>> = {}): LeaseRequest {
  return { kind: 'take', holder, lifeMs: 60_000, force: false, ...more };
}

export function leasesContract(bench: Bench): void {
  it('gives a lease to one holder at a time', async () => {
    const [a, b] = [await bench.open(), await bench.open()];
    expect(await a.lease(owner, { kind: 'look' })).toEqual({ kind: 'free', lease: 0 });
    expect(await a.lease(owner, take('a'))).toEqual({ kind: 'held-by-you', lease: 1, epoch: 1 });
    const refused = await b.lease(owner, take('b'));
    expect(refused).toMatchObject({ kind: 'held', lease: 1, holder: 'a' });
    if (refused.kind === 'held') expect(refused.remainingMs).toBeGreaterThan(30_000);
    expect(await b.lease('another-owner', take('b'))).toMatchObject({ kind: 'held-by-you', lease: 1 });
    expect(await a.lease(owner, { kind: 'release', lease: 1 })).toEqual({ kind: 'free', lease: 1 });
    expect(await b.lease(owner, take('b'))).toEqual({ kind: 'held-by-you', lease: 2, epoch: 1 });
    expect(await a.lease(owner, { kind: 'renew', lease: 1, lifeMs: 1000 })).toMatchObject({
      kind: 'held',
      lease: 2,
    });
    expect(await a.lease(owner, { kind: 'release', lease: 1 })).toMatchObject({ kind: 'held', holder: 'b' });
  });

  it('begins an epoch with every take and every new session', async () => {
    const session = await bench.open();
    const renew = { kind: 'renew', lease: 1, lifeMs: 60_000 } as const;
    const epochs = [];
    for (const request of [take('a'), renew, renew, take('a')])
      epochs.push(await session.lease(owner, request));
    const other = await bench.open();
    for (const request of [renew, renew]) epochs.push(await other.lease(owner, request));
    expect(epochs.map((answer) => answer.kind === 'held-by-you' && [answer.lease, answer.epoch])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 3],
    ]);
  });

  it('gives an outlived lease to the next, and not back', async () => {
    const [a, b] = [await bench.open(), await bench.open()];
    await a.lease(owner, take('a', { lifeMs: 0 }));
    expect(await b.lease(owner, take('b'))).toEqual({ kind: 'held-by-you', lease: 2, epoch: 1 });
    expect(await a.lease(owner, { kind: 'renew', lease: 1, lifeMs: 9000 })).toMatchObject({
      kind: 'held',
      holder: 'b',
    });
  });

  it('is taken by force only from whom it was meant to be taken', async () => {
    const [a, b] = [await bench.open(), await bench.open()];
    await a.lease(owner, take('a'));
    expect(await b.lease(owner, take('b', { force: true, lease: 2 }))).toMatchObject({ holder: 'a' });
    expect(await b.lease(owner, take('b', { force: true, lease: 1 }))).toMatchObject({
      kind: 'held-by-you',
      lease: 2,
    });
    expect(await a.lease(owner, take('a', { force: true, lease: 1 }))).toMatchObject({ holder: 'b' });
  });

  it('lets one of many racing takers win', async () => {
    const sessions = await Promise.all(Array.from({ length: 6 }, () => bench.open()));
    const answers = await Promise.all(
      sessions.map((session, at) => session.lease(owner, take(`racer ${at}`))),
    );
    const winners = answers.filter((answer) => answer.kind === 'held-by-you');
    expect(winners).toEqual([{ kind: 'held-by-you', lease: 1, epoch: 1 }]);
    expect(answers.filter((answer) => answer.kind === 'held' && answer.lease === 1)).toHaveLength(5);
  });

  it('ends what the holder before still had running, when it takes over', async () => {
    const [a, b] = [await bench.open(), await bench.open()];
    await a.lease(owner, take('a'));
    const fence = { lease: 1, epoch: 1, sequence: 1 };
    const operations = [
      shell(`echo $$ > ${bench.at('pid')}; sleep 300`),
      shell(`touch ${bench.at('never')}`),
    ];
    const running = a.mutate({ id: 'b1', owner, fence, maxLifeMs: 60_000, operations });
    const isRunning = () => b.read([{ kind: 'read', path: bench.at('pid'), maxBytes: 20 }]);
    while ((await isRunning())[0]?.kind !== 'file') await b.read([shell('sleep 0.01')]);
    expect(await b.lease(owner, take('b', { force: true }))).toEqual({
      kind: 'held-by-you',
      lease: 2,
      epoch: 1,
    });
    expect(await running).toMatchObject({ kind: 'ended', results: [{ status: 137 }, { kind: 'skipped' }] });
  });
}
