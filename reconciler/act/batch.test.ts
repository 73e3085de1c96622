import { describe, expect, it } from 'vitest';
import { noStages } from '../backends/backend.ts';
import type { Mutation } from '../model/operation.ts';
import { outcomes, type PreparedStep, waveBatch } from './batch.ts';

const put = (path: string): Mutation => ({ kind: 'put', path, content: { bytes: path }, mode: '0600' });
const reload: Mutation = {
  kind: 'exec',
  argv: ['systemctl', 'daemon-reload'],
  timeoutMs: 1,
  maxOutputBytes: 1,
};

function step(
  address: string,
  stages: Partial<PreparedStep['stages']>,
  release: readonly Mutation[] = [],
): PreparedStep {
  return { address, release, files: [], stages: { ...noStages, ...stages } };
}

const start = (name: string) => ({
  kind: 'joined' as const,
  prefix: ['systemctl', 'start'],
  argument: `${name}.service`,
  timeoutMs: 9,
});

describe('a wave', () => {
  it('stages and installs everything before the manager is told once, and starts all in one go', () => {
    const batch = waveBatch(
      [put('ledger')],
      [
        step('m/a', { install: [put('a')], manager: [reload], activate: [start('a')] }, [put('shared')]),
        step('m/b', { install: [put('b')], manager: [reload], activate: [start('b')] }, [put('shared')]),
      ],
    );
    expect(
      batch.operations.map((operation) =>
        operation.kind === 'exec'
          ? operation.argv.join(' ')
          : operation.kind === 'put'
            ? operation.path
            : operation.kind,
      ),
    ).toEqual([
      'ledger',
      'shared',
      'a',
      'b',
      'systemctl daemon-reload',
      'systemctl start a.service b.service',
    ]);
    expect(batch.addresses).toEqual([[], ['m/a', 'm/b'], ['m/a'], ['m/b'], ['m/a', 'm/b'], ['m/a', 'm/b']]);
  });

  it('splits what would not fit on one command line', () => {
    const steps = Array.from({ length: 900 }, (_, index) =>
      step(`m/${index}`, { activate: [start(`s${index}`)] }),
    );
    const batch = waveBatch([], steps);
    expect(
      batch.operations.map((operation) => (operation.kind === 'exec' ? operation.argv.length : 0)),
    ).toEqual([402, 402, 102]);
  });
});

describe('the outcome of an address', () => {
  const steps = [
    step('m/a', { install: [put('a')] }),
    step('m/b', { install: [put('b')] }),
    step('m/c', { install: [put('c')] }),
  ];
  const batch = waveBatch([put('ledger')], steps);

  it('is its own: what was only cut short by another is told apart', () => {
    const given = outcomes(steps, batch, [
      { kind: 'done' },
      { kind: 'done' },
      { kind: 'refused', reason: 'digest' },
      { kind: 'skipped' },
    ]);
    expect(Object.fromEntries(given)).toEqual({
      'm/a': { kind: 'done' },
      'm/b': { kind: 'refused', reason: 'digest' },
      'm/c': { kind: 'cut-short' },
    });
  });

  it('is a failure for all when the ledger could not be written', () => {
    const given = outcomes(steps, batch, [
      { kind: 'refused', reason: 'digest' },
      { kind: 'skipped' },
      { kind: 'skipped' },
      { kind: 'skipped' },
    ]);
    expect([...given.values()].map((outcome) => outcome.kind)).toEqual(['refused', 'refused', 'refused']);
  });

  it('is unknown where the machine gave no answer', () => {
    expect([...outcomes(steps, batch, []).values()].map((outcome) => outcome.kind)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('is a failure when a program ended with a status that does not mean success', () => {
    const one = [step('m/a', { manager: [reload] })];
    const exited = {
      kind: 'exited' as const,
      status: 1,
      timedOut: false,
      stdout: '',
      stderr: 'first\nFailed to reload\n',
      truncated: false,
    };
    expect(outcomes(one, waveBatch([], one), [exited]).get('m/a')).toEqual({
      kind: 'failed',
      reason: 'Failed to reload',
    });
  });
});
