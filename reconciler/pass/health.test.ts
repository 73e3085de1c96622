import { describe, expect, it } from 'vitest';
import { emptyLedger } from '../model/ledger.ts';
import type { ObservedInstance, Run } from '../model/observed.ts';
import { healthOf } from './health.ts';

const running: Run = {
  kind: 'running',
  process: { bootId: 'b', pid: 1, start: '1' },
  invocation: 'i',
  restarts: 0,
  restartHash: 'v1:a',
  reloadHash: null,
  release: 'r1',
  startedAtMs: 1,
};
const ledger = emptyLedger('o', 'm');

function observed(run: Run): ObservedInstance {
  return {
    instance: 'api',
    backend: 'process',
    installed: { kind: 'absent' },
    loaded: { restartHash: null, stale: false },
    boot: null,
    run,
  };
}

describe('health', () => {
  it('is Healthy only of what was seen to be ready', () => {
    const circumstances = { desired: null, observed: observed(running), change: null };
    expect(healthOf({ ...circumstances, ledger }).health).toBe('Progressing');
    expect(healthOf({ ...circumstances, ledger: { ...ledger, lastGood: { api: 'r1' } } }).health).toBe(
      'Healthy',
    );
  });

  it('is never Healthy while a put-back is owed', () => {
    const owing = { ...ledger, lastGood: { api: 'r1' }, incomplete: { api: 'r1' } };
    expect(
      healthOf({ desired: null, observed: observed(running), change: null, ledger: owing }),
    ).toMatchObject({ health: 'Degraded', why: 'put-back-incomplete' });
  });

  it('says why, of what does not run', () => {
    const of = (run: Run) =>
      healthOf({ desired: null, observed: observed(run), change: null, ledger }).health;
    expect(of({ kind: 'failed', result: 'exit-code', exitStatus: 1 })).toBe('Degraded');
    expect(of({ kind: 'crashlooping', restarts: 3 })).toBe('Degraded');
    expect(of({ kind: 'stopped' })).toBe('Stopped');
    expect(of({ kind: 'unknown', reason: 'x' })).toBe('Unknown');
  });
});
