import { describe, expect, it } from 'vitest';
import { emptyLedger, type Ledger } from '../model/ledger.ts';
import { absentInstance, type ObservedInstance } from '../model/observed.ts';
import { continued, formersLeft, withFormerInstances } from './former.ts';
import type { Holding } from './holding.ts';

const fresh = { owner: 'now', machineId: 'm1', salt: 'f'.repeat(64) };
const ledger = (owner: string, more: Partial<Ledger> = {}): Ledger => ({
  ...emptyLedger(owner, 'm1'),
  salt: owner[0]?.repeat(64) ?? '',
  ...more,
});
const holding = (owner: string, more: Partial<Holding> = {}): Holding => ({
  owner,
  ledger: null,
  ledgerDigest: null,
  hasDirectory: false,
  instances: [],
  ...more,
});
const rejected = { api: [{ release: 'r2', reason: 'up: 500', at: '2026-01-01T00:00:00Z' }] };
const holds = { db: { by: 'ana', reason: 'reindex', since: '', wanted: 'stopped' as const } };

describe('the ledger of a stack with another owner id', () => {
  it('goes on with everything that safety needs, its salt too', () => {
    const older = ledger('a', {
      lastGood: { api: 'r1' },
      rejected,
      holds,
      usedPlans: ['p1'],
      incomplete: { api: 'r1' },
      anchor: { commit: 'c1', appliedAt: '' },
    });
    expect(continued(null, [holding('a', { ledger: older })], fresh)).toEqual({
      ...older,
      owner: 'now',
      former: { a: null },
      takeOvers: 1,
    });
  });

  it('begins anew where nobody has one', () => {
    expect(continued(null, [holding('a')], fresh)).toEqual({ ...emptyLedger('now', 'm1'), salt: fresh.salt });
  });

  it('takes over what another stack knew that became part of it, and keeps its own word', () => {
    const own = ledger('now', { lastGood: { api: 'r3' }, usedPlans: ['p2'] });
    const older = ledger('a', { lastGood: { api: 'r1', db: 'r9' }, holds, usedPlans: ['p1'] });
    expect(continued(own, [holding('a', { ledger: older })], fresh)).toMatchObject({
      salt: own.salt,
      lastGood: { api: 'r3', db: 'r9' },
      holds,
      usedPlans: ['p1', 'p2'],
      former: { a: null },
    });
  });

  it('never takes the same one over twice: a hold that was let go stays so', () => {
    const own = ledger('now', { former: { a: null }, takeOvers: 1 });
    expect(continued(own, [holding('a', { ledger: ledger('a', { holds }) })], fresh)).toEqual(own);
  });

  it('goes on with the newest of several that followed each other', () => {
    const first = ledger('a', { lastGood: { api: 'r1' }, holds });
    const second = ledger('b', { lastGood: { api: 'r2' }, former: { a: ['7.7.boot'] }, takeOvers: 1 });
    const formers = [holding('a', { ledger: first }), holding('b', { ledger: second })];
    expect(continued(null, formers, fresh)).toEqual({
      ...second,
      owner: 'now',
      former: { a: ['7.7.boot'], b: null },
      takeOvers: 2,
    });
  });

  it('does not fall back to what it knew before it was called otherwise for a while', () => {
    const own = ledger('now', { lastGood: { api: 'r1' }, holds, former: { b: null }, takeOvers: 2 });
    const between = ledger('b', { lastGood: { api: 'r2' }, former: { now: [] }, takeOvers: 3 });
    const again = continued(own, [holding('b', { ledger: between })], fresh);
    expect(again).toEqual({ ...between, owner: 'now', former: { b: null }, takeOvers: 4 });
    expect(continued(again, [holding('b', { ledger: between })], fresh)).toEqual(again);
  });
});

describe('what lies in an earlier owner’s directory', () => {
  const here = absentInstance({ instance: 'api', backend: 'process' });
  const there: ObservedInstance = {
    ...here,
    formerOwner: 'a',
    run: { kind: 'failed', result: 'x', exitStatus: 1 },
  };

  it('stands for what is absent in our own', () => {
    expect(withFormerInstances([here], [holding('a', { instances: [there] })])).toEqual([there]);
  });

  it('is told beside what stands in our own', () => {
    const own: ObservedInstance = { ...here, run: { kind: 'starting', restarts: 0 } };
    expect(withFormerInstances([own], [holding('a', { instances: [there] })])).toEqual([own, there]);
  });

  it('is told once where both owners share a place', () => {
    const shared: ObservedInstance = { ...here, backend: 'systemd' };
    const other: ObservedInstance = { ...shared, instance: 'db' };
    expect(withFormerInstances([shared], [holding('a', { instances: [shared, other] })])).toEqual([
      shared,
      other,
    ]);
  });

  it('is left as long as its directory is', () => {
    expect(formersLeft([holding('a', { hasDirectory: true }), holding('b')], [])).toEqual(['a']);
  });
});
