import { describe, expect, test } from 'vitest';
import { wantsColour } from './printer.ts';
import { fakeIo } from './testing/fake-io.ts';
import { changeOf, planOf } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';

describe('colour', () => {
  test.each([
    [null, true, {}, true],
    [null, false, {}, false],
    [null, true, { TERM: 'dumb' }, false],
    [null, true, { NO_COLOR: '1' }, false],
    [null, true, { NO_COLOR: '' }, true],
    [null, false, { FORCE_COLOR: '1' }, true],
    [null, true, { FORCE_COLOR: '0' }, false],
    [null, false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['always', false, { NO_COLOR: '1' }, true],
    ['never', true, { FORCE_COLOR: '1' }, false],
    ['auto', true, {}, true],
  ] as const)('--color %s, terminal %s, %j: %s', (when, tty, env, expected) => {
    expect(wantsColour(when, env, fakeIo({ tty }).stdout)).toBe(expected);
  });
});

describe('in CI', () => {
  const plan = planOf([changeOf('create', 'a/x')]);
  const progress = [
    { kind: 'step', address: 'a/x', action: 'create', state: 'acting', detail: '' },
    { kind: 'step', address: 'a/x', action: 'create', state: 'done', detail: '' },
  ] as const;

  test('nothing is drawn over, and nobody is told what to do next', async () => {
    const { io } = await runOn(
      ['apply', '-y'],
      { plan, progress },
      { tty: true, env: { CI: 'true', NO_COLOR: '1' } },
    );
    expect(io.err()).toBe('  ◐ a/x  create: under way\n  ● a/x  create: done  0 ms\n');
    expect(io.out()).not.toContain('Next:');
  });

  test('elsewhere they are told', async () => {
    expect((await runOn(['plan', 'it'], { plan })).io.out()).toContain('Next: provctl apply it\n');
  });
});

test('a plan that would be refused as a whole has no next step', async () => {
  const denials = [{ code: 'dirty', address: null, values: { commit: 'abc' } }] as const;
  const { io } = await runOn(['plan'], { plan: planOf([changeOf('create', 'a/x')], { denials }) });
  expect(io.out()).not.toContain('Next:');
});

test('what is said of a whole run names no instance', async () => {
  const { io } = await runOn(['apply', '-y'], {
    plan: planOf([]),
    applied: {
      outcome: 'stale',
      exitCode: 6,
      verdicts: [{ address: '', action: '', state: 'failed', reason: 'stale-commit' }],
    },
  });
  expect(io.out()).toContain('\n✗ another commit is checked out\n✗ What was planned no longer holds');
});

test('a fleet larger than the terminal is counted, not scrolled', async () => {
  const plan = planOf([changeOf('create', 'a/x')]);
  const progress = Array.from({ length: 40 }, (_, index) => ({
    kind: 'step' as const,
    address: `m-${index}/x`,
    action: 'create',
    state: index === 39 ? ('failed' as const) : ('acting' as const),
    detail: '',
  }));
  const { io } = await runOn(
    ['apply', '-y'],
    { plan, progress },
    { tty: true, rows: 10, env: { NO_COLOR: '1' } },
  );
  const last = io.err().split('\x1b[0J').at(-1)?.trimEnd().split('\n') ?? [];
  expect(last.length).toBeLessThanOrEqual(9);
  expect(last.join('\n')).toContain('✗ m-39/x');
  expect(last.join('\n')).toContain('… and 33 more');
});
