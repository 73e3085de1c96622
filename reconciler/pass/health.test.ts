import { describe, expect, it } from 'vitest';
import { emptyLedger } from '../model/ledger.ts';
import type { Mark, ObservedInstance, Run } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
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

function marked(one: ObservedInstance, release: string): ObservedInstance {
  const mark = { release } as Mark;
  return { ...one, installed: { kind: 'marked', mark } as ObservedInstance['installed'] };
}

describe('health', () => {
  it('is Healthy only of what was seen to be ready', () => {
    const circumstances = { desired: null, observed: observed(running), change: null };
    expect(healthOf({ ...circumstances, ledger }).health).toBe('Progressing');
    expect(healthOf({ ...circumstances, ledger: { ...ledger, lastGood: { api: 'r1' } } }).health).toBe(
      'Healthy',
    );
  });

  it('is Healthy only with the release that was seen ready', () => {
    const proven = { ...ledger, lastGood: { api: 'r1' } };
    const next = marked(observed(running), 'r2');
    const circumstances = { desired: null, change: null, ledger: proven };
    expect(healthOf({ ...circumstances, observed: next })).toMatchObject({
      why: 'never-ready',
      ready: false,
    });
    const same = marked(observed(running), 'r1');
    expect(healthOf({ ...circumstances, observed: same })).toMatchObject({ why: 'running', ready: true });
  });

  it('is ready while the last good release serves instead of a rejected one', () => {
    const change = { reason: 'rejected', action: 'none' } as Change;
    const proven = { ...ledger, lastGood: { api: 'r1' } };
    const serving = { desired: null, observed: observed(running), change, ledger: proven };
    expect(healthOf(serving)).toMatchObject({ health: 'Degraded', why: 'rejected', ready: true });
    expect(healthOf({ ...serving, observed: observed({ kind: 'stopped' }) })).toMatchObject({
      health: 'Degraded',
      why: 'rejected-stopped',
      ready: false,
    });
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
