import { expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import { definitionOf, macContext, macRootContext } from '../../testing/launchd-samples.ts';
import { calendarEntries } from './calendar.ts';
import { refusals } from './refusals.ts';

const refused = (more: Partial<Definition>, context = macContext) =>
  refusals(context, definitionOf(more)).map(({ field, code }) => `${field} ${code}`);
const schedule = { cron: '0 3 * * *', timeZone: 'UTC', missed: 'skip' } as const;

test('takes what launchd can do', () => {
  expect(
    refused({ schedule, launchd: { Nice: 5, Sockets: { A: [{ B: true }] } }, command: ['{release}/x'] }),
  ).toEqual([]);
  expect(refused({ user: '_www', group: '_www' }, macRootContext)).toEqual([]);
});

test.each<[string, Partial<Definition>, string]>([
  ['a name that is no label', { instance: 'a b' }, 'name unit-name'],
  ['a relative program', { command: ['bin/x'] }, 'command program-relative'],
  ['a control character', { command: ['/x', '\u0001'] }, 'command text-control-character'],
  ['our own words in the environment', { env: { PROVCTL_SPEC: 'x' } }, 'env.PROVCTL_SPEC env-reserved'],
  ['another account without root', { user: '_www' }, 'user user-without-root'],
  ['another signal', { stop: { signal: 'SIGINT', timeoutMs: 1 } }, 'stop.signal stop-signal-fixed'],
  ['a limit on CPUs', { limits: { cpus: 1 } }, 'limits.cpus unsupported-field'],
  ['systemd’s directives', { systemd: {} }, 'systemd unsupported-field'],
  ['an inexact schedule', { schedule: { ...schedule, cron: '0 0 L * *' } }, 'schedule schedule-inexact'],
  [
    'making up for missed runs',
    { schedule: { ...schedule, missed: 'run-once' } },
    'schedule.missed schedule-missed',
  ],
  ['another program', { launchd: { Program: '/x' } }, 'launchd.Program launchd-key-reserved'],
  ['a key that is none', { launchd: { 'A<b>': 1 } }, 'launchd.A<b> launchd-key-unknown'],
  ['a value that no property list has', { launchd: { Nice: { a: [null] } } }, 'launchd.Nice launchd-value'],
])('refuses %s', (_, more, expected) => {
  expect(refused(more)).toEqual([expected]);
});

test('a schedule is every combination, and no more than a person would write', () => {
  expect(calendarEntries('0,30 3 * * *')).toEqual([
    { Hour: 3, Minute: 0 },
    { Hour: 3, Minute: 30 },
  ]);
  expect(calendarEntries('* * * * *')).toEqual([{}]);
  expect(calendarEntries('1-59 1-23 1-30 * *')).toBeNull();
});
