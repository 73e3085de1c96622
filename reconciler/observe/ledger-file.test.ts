import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProvctlError } from '../model/error.ts';
import { canonicalJson } from '../model/json.ts';
import { emptyLedger, type Ledger } from '../model/ledger.ts';
import { parseLedger } from './ledger-file.ts';

const ledger: Ledger = {
  ...emptyLedger('shop', 'm1'),
  salt: 'ab'.repeat(32),
  lastGood: { api: 'r1' },
  rejected: { api: [{ release: 'r2', reason: 'up: 500', at: '2026-01-01T00:00:00Z' }] },
  holds: { db: { by: 'ana', reason: 'reindex', since: '2026-01-01T00:00:00Z', wanted: 'stopped' } },
  usedPlans: ['p1'],
  anchor: { commit: 'c1', appliedAt: '2026-01-01T00:00:00Z' },
  audit: { journal: 'j1', sequence: 4, hash: 'h' },
  incomplete: { api: 'r1' },
};
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : canonicalJson(value));
const kindOf = (content: Uint8Array) => {
  try {
    parseLedger(content, 'shop');
    return 'read';
  } catch (error) {
    return error instanceof ProvctlError ? error.kind : 'crash';
  }
};

describe('a ledger', () => {
  it('is read back as it was written', () => {
    expect(parseLedger(bytes(ledger), 'shop')).toEqual(ledger);
  });

  it('is never taken for empty when it is damaged', () => {
    expect(kindOf(bytes(''))).toBe('ledger.damaged');
    expect(kindOf(bytes(canonicalJson(ledger).slice(0, -1)))).toBe('ledger.damaged');
    expect(kindOf(bytes({ ...ledger, rejected: null }))).toBe('ledger.damaged');
    expect(kindOf(bytes({ ...ledger, salt: 'short' }))).toBe('ledger.damaged');
  });

  it('belongs to one owner', () => {
    expect(kindOf(bytes({ ...ledger, owner: 'other' }))).toBe('ledger.foreign');
    expect(kindOf(bytes({ ...ledger, formatVersion: 2 }))).toBe('ledger.newer');
  });

  it('never crashes, whatever is in the file', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(kindOf(bytes(JSON.stringify(value) ?? ''))).toMatch(/^ledger\./);
      }),
    );
  });
});
