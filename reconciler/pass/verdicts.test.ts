import { describe, expect, it } from 'vitest';
import { emptyLedger } from '../model/ledger.ts';
import { type Remembered, remember } from './verdicts.ts';

const ledger = { ...emptyLedger('o', 'm'), lastGood: { api: 'r1' } };
const said = (
  verdict: Remembered['verdict'],
  release: string,
  owed: string | null = null,
  more: Partial<Remembered> = {},
): Remembered => ({
  instance: 'api',
  release,
  verdict,
  reason: 'why',
  owed: owed === null ? null : { instance: 'api', release: owed },
  formerly: null,
  isKept: false,
  checks: null,
  ...more,
});

describe('the ledger', () => {
  it('remembers what serves, and owes nothing any more', () => {
    const after = remember({ ...ledger, incomplete: { api: 'r1' } }, [said('healthy', 'r2')], 'now');
    expect(after).toMatchObject({ lastGood: { api: 'r2' }, incomplete: {} });
  });

  it('owes the last good release from the rejection until it is seen to serve again', () => {
    const rejected = remember(ledger, [said('rejected', 'r2', 'r1')], 'now');
    expect(rejected).toMatchObject({
      lastGood: { api: 'r1' },
      rejected: { api: [{ release: 'r2', reason: 'why', at: 'now' }] },
      incomplete: { api: 'r1' },
    });
    expect(remember(rejected, [said('put-back-incomplete', 'r1')], 'now').incomplete).toEqual({ api: 'r1' });
    expect(remember(rejected, [said('put-back', 'r1')], 'now').incomplete).toEqual({});
  });

  it('remembers one rejection for each release, the newest last, and not for ever', () => {
    const all = Array.from({ length: 30 }, (_, index) => said('rejected', `r${index}`));
    const after = remember(ledger, [...all, said('rejected', 'r28')], 'now');
    expect(after.rejected['api']?.map(({ release }) => release).slice(-2)).toEqual(['r29', 'r28']);
    expect(after.rejected['api']).toHaveLength(20);
  });

  it('forgets what is gone', () => {
    expect(remember(ledger, [said('gone', 'r1')], 'now').lastGood).toEqual({});
  });

  it('remembers what had the old name until the new one is proven', () => {
    const gone = remember(ledger, [said('gone', 'r1', null, { isKept: true })], 'now');
    expect(gone.lastGood).toEqual({ api: 'r1' });
    const proven = said('healthy', 'r2', null, { instance: 'web', formerly: 'api' });
    expect(remember(gone, [proven], 'now').lastGood).toEqual({ web: 'r2' });
  });
});
