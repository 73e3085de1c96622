import { expect, test } from 'vitest';
import { onCalendar } from './calendar.ts';

const schedule = (cron: string, timeZone = 'UTC') => ({ cron, timeZone, missed: 'skip' as const });

test.each([
  ['0 3 * * *', ['*-*-* 03:00:00 UTC']],
  ['* * * * *', ['*-*-* *:*:00 UTC']],
  ['*/15 9-17 * * MON-FRI', ['Mon,Tue,Wed,Thu,Fri *-*-* 09,10,11,12,13,14,15,16,17:00,15,30,45:00 UTC']],
  ['5/20 0 1,15 jan *', ['*-01-01,15 00:05,25,45:00 UTC']],
  ['0 0 * * 7', ['Sun *-*-* 00:00:00 UTC']],
  ['0 0 13 * 5', ['*-*-13 00:00:00 UTC', 'Fri *-*-* 00:00:00 UTC']],
  ['@daily', ['*-*-* 00:00:00 UTC']],
])('%s means %j', (cron, elapses) => {
  expect(onCalendar(schedule(cron))).toEqual(elapses);
});

test.each([
  '0 0 L * *',
  '0 0 * * 5#2',
  '0 0 15W * *',
  '* * * * * *',
  '0 0 30-10 * *',
  '60 * * * *',
  '0 0 */2 * 1',
  'x',
  '0 0 0 * *',
  '@reboot',
  '*/0 * * * *',
])('refuses %s, which no calendar expression says exactly', (cron) => {
  expect(onCalendar(schedule(cron))).toBeNull();
});

test('names the time zone, and refuses what is none', () => {
  expect(onCalendar(schedule('0 3 * * *', 'Europe/Berlin'))).toEqual(['*-*-* 03:00:00 Europe/Berlin']);
  expect(onCalendar(schedule('0 3 * * *', 'UTC\nExecStart=/bin/sh'))).toBeNull();
  expect(onCalendar(schedule('0 3 * * *', '../etc'))).toBeNull();
});
