import { expect, test } from 'vitest';
import { interleave, sampleOf } from './measure.ts';

test('takes the median, which one slow run does not move', () => {
  expect(sampleOf('x', [5, 1, 900])).toEqual({ name: 'x', medianMs: 5, minMs: 1, maxMs: 900, runs: 3 });
  expect(sampleOf('x', [4, 2]).medianMs).toBe(3);
});

test('refuses to measure a program that did not do its work', () => {
  const program = { name: 'broken', argv: ['false'], cwd: '/', env: { PATH: '/usr/bin:/bin' }, exitCode: 0 };
  expect(() => interleave([program], 1)).toThrow('broken ended with 1, not 0');
});

test('runs all in turn, and each round prepares and restores', () => {
  const order: string[] = [];
  const program = (name: string) => ({
    name,
    argv: ['true'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    exitCode: 0,
    prepare: () => order.push(`${name} prepare`),
    restore: () => order.push(`${name} restore`),
  });
  const samples = interleave([program('a'), program('b')], 1, 1);
  const round = ['a prepare', 'a restore', 'b prepare', 'b restore'];
  expect(order).toEqual([...round, ...round]);
  expect(samples.map(({ name, runs }) => [name, runs])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});
