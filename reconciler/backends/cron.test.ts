import { expect, test } from 'vitest';
import { parseCron } from './cron.ts';

test('reads lists, ranges, steps and names as sets; a lone star is "any"', () => {
  expect(parseCron('*/20,7 22-23 1 JAN-mar,12 0,7')).toEqual({
    minutes: [0, 7, 20, 40],
    hours: [22, 23],
    days: [1],
    months: [1, 2, 3, 12],
    weekdays: [0],
  });
  expect(parseCron(' 5  4 * *\t* ')).toEqual({
    minutes: [5],
    hours: [4],
    days: null,
    months: null,
    weekdays: null,
  });
});

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '1-x * * * *',
  '-5 * * * *',
  '1, * * * *',
  '*/99 24 * * *',
  '5-1 * * * *',
  '0 0 * * ?',
  '0 0 */2 * MON',
])('does not guess what %j means', (cron) => {
  expect(parseCron(cron)).toBeNull();
});
