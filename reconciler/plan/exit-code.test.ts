import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planFor, standing } from '../testing/rollout-stage.ts';
import { sampleDefinition, sampleObserved } from '../testing/samples.ts';
import {
  diffExitCode,
  type ExitCondition,
  exitCode,
  exitCodes,
  hasDifferences,
  outcomeCondition,
  planConditions,
} from './exit-code.ts';
import { countsOf } from './summary.ts';

test('the first that applies is what is said', () => {
  const order: readonly number[] = [1, 3, 7, 6, 5, 4, 8, 2];
  fc.assert(
    fc.property(fc.subarray(Object.keys(exitCodes) as ExitCondition[]), (conditions) => {
      const codes = conditions
        .map((condition): number => exitCodes[condition])
        .filter((code) => order.includes(code));
      const said = exitCode(conditions.filter((condition) => order.includes(exitCodes[condition])));
      expect(said).toBe(order.find((code) => codes.includes(code)) ?? 0);
    }),
  );
});

test('nothing is 0, wrong usage 64, an interrupt 130', () => {
  expect([exitCode([]), exitCode(['usage']), exitCode(['interrupted', 'waiting'])]).toEqual([0, 64, 130]);
});

test('diff has its own three', () => {
  expect((['same', 'differs', 'trouble'] as const).map(diffExitCode)).toEqual([0, 1, 2]);
});

test('a rollback is never a success', () => {
  const codes = (['rolled-back', 'halted', 'incomplete', 'failed'] as const).map((outcome) => {
    const condition = outcomeCondition(outcome);
    return condition === null ? 0 : exitCodes[condition];
  });
  expect(codes).toEqual([3, 3, 3, 3]);
  expect(outcomeCondition('done')).toBeNull();
});

test('a dirty tree denies its apply and not its plan', () => {
  const made = planFor([sampleDefinition()], sampleObserved());
  const dirty = { ...made, denials: [{ code: 'dirty' as const, address: null, values: {} }] };
  expect([...planConditions(dirty, 'plan')]).toEqual([]);
  expect([...planConditions(dirty, 'apply')]).toEqual(['denied']);
});

test('a plan says what it could not see', () => {
  const made = planFor(
    [sampleDefinition()],
    sampleObserved([{ kind: 'unreachable', machine: 'web-1', reason: 'x' }]),
  );
  expect([...planConditions(made, 'plan')]).toEqual(['unreachable']);
  expect(countsOf(made).unreachable).toBe(1);
  expect(hasDifferences(made)).toBe(false);
});

test('each change counts once', () => {
  const observed = standing(sampleDefinition(), sampleDefinition({ service: 'old' }));
  const made = planFor(
    [sampleDefinition({ command: ['/x'] }), sampleDefinition({ service: 'new' })],
    observed,
  );
  expect(countsOf(made)).toMatchObject({ add: 1, restart: 1, remove: 1, heal: 0, held: 0 });
  expect(hasDifferences(made)).toBe(true);
});
