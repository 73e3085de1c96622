import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Batch, Mutation } from '../../../model/operation.ts';
import { type Bench, owner, put, shell } from './subject.ts';

function batch(id: string, fence: Partial<Batch['fence']>, ...operations: Mutation[]): Batch {
  return {
    id,
    owner,
    fence: { lease: 0, epoch: 0, sequence: 1, ...fence },
    maxLifeMs: 20_000,
    operations,
  };
}

export function batchesContract(bench: Bench): void {
  const append = (text: string) => shell(`echo ${text} >> ${bench.at('log')}`);
  const log = () => (existsSync(bench.at('log')) ? readFileSync(bench.at('log'), 'utf8') : '');

  it('does a batch once, and gives its result as often as asked', async () => {
    const session = await bench.session();
    const first = await session.mutate(batch('b1', {}, append('once'), put(bench.at('f'), 'f')));
    expect(await session.mutate(batch('b1', {}, append('once'), put(bench.at('f'), 'f')))).toEqual(first);
    const other = await bench.open();
    expect(await other.readBack(owner, 'b1')).toEqual(first);
    expect(await other.readBack(owner, 'b2')).toEqual({ kind: 'unknown' });
    expect(log()).toBe('once\n');
    expect(readdirSync(`${bench.stateRoot}/${owner}/run`).filter((name) => name.startsWith('spool'))).toEqual(
      [],
    );
  });

  it('refuses what is older than what it has seen', async () => {
    const session = await bench.session();
    await session.mutate(batch('b1', { sequence: 5 }, append('5')));
    const seen = { lease: 0, epoch: 0, sequence: 5 };
    expect(await session.mutate(batch('b2', { sequence: 5 }, append('same')))).toEqual({
      kind: 'superseded',
      by: seen,
    });
    expect(await session.mutate(batch('b3', { sequence: 4 }, append('older')))).toEqual({
      kind: 'superseded',
      by: seen,
    });
    const next = { epoch: 1, sequence: 1 };
    expect((await session.mutate(batch('b4', next, append('epoch')))).kind).toBe('ended');
    expect((await session.mutate(batch('b5', { sequence: 9 }, append('old epoch')))).kind).toBe('superseded');
    expect(log()).toBe('5\nepoch\n');
  });

  it('refuses who does not hold the newest lease', async () => {
    const session = await bench.session();
    const take = { kind: 'take', holder: 'a', lifeMs: 60_000, force: false } as const;
    expect(await session.lease(owner, take)).toEqual({ kind: 'held-by-you', lease: 1, epoch: 1 });
    const none = await session.mutate(batch('b1', {}, append('no lease')));
    expect(none).toEqual({ kind: 'superseded', by: { lease: 1, epoch: 1, sequence: 0 } });
    expect((await session.mutate(batch('b2', { lease: 1, epoch: 1 }, append('held')))).kind).toBe('ended');
    await session.lease(owner, { ...take, holder: 'b', force: true });
    const late = await session.mutate(batch('b3', { lease: 1, epoch: 1, sequence: 2 }, append('late')));
    expect(late).toEqual({ kind: 'superseded', by: { lease: 2, epoch: 1, sequence: 0 } });
    expect(log()).toBe('held\n');
  });

  it('ends a batch after its life, with what it was running', async () => {
    const session = await bench.session();
    const result = await session.mutate({
      ...batch('b1', {}, append('first'), shell('sleep 300'), append('never')),
      maxLifeMs: 400,
    });
    expect(result).toMatchObject({
      kind: 'ended',
      results: [{ kind: 'exited' }, { kind: 'exited', status: 137 }, { kind: 'skipped' }],
    });
    expect(log()).toBe('first\n');
  });

  it('never works on two batches of an owner at once', async () => {
    const [one, other] = [await bench.open(), await bench.open()];
    const slow = shell(`echo begin >> ${bench.at('log')}; sleep 0.1; echo end >> ${bench.at('log')}`);
    const both = await Promise.all([
      one.mutate(batch('b1', { sequence: 1 }, slow)),
      other.mutate(batch('b2', { epoch: 1, sequence: 1 }, slow)),
    ]);
    const ended = both.filter((result) => result.kind === 'ended').length;
    expect(log()).toBe('begin\nend\n'.repeat(ended));
    expect(both[1]?.kind).toBe('ended');
  });

  it('finishes a batch whose line was lost, and is asked over another', async () => {
    const session = await bench.session();
    const lost = session.mutate(
      batch(
        'b1',
        {},
        append('begun'),
        shell(`while [ ! -e ${bench.at('go')} ]; do sleep 0.02; done`),
        append('finished'),
      ),
    );
    const outcome = expect(lost).rejects.toMatchObject({ kind: 'transport.lost' });
    const other = await bench.open();
    while (!log().includes('begun')) await other.read([shell('sleep 0.01')]);
    await session[Symbol.asyncDispose]();
    await outcome;
    expect(await other.readBack(owner, 'b1')).toEqual({ kind: 'running' });
    await other.read([shell(`touch ${bench.at('go')}`)]);
    let result = await other.readBack(owner, 'b1');
    while (result.kind === 'running') result = await other.readBack(owner, 'b1');
    expect(result).toMatchObject({ kind: 'ended', results: [{ status: 0 }, { status: 0 }, { status: 0 }] });
    expect(log()).toBe('begun\nfinished\n');
  });
}
