import { expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import { definitionOf, rootContext, userContext } from '../../testing/systemd-samples.ts';
import { refusals } from './refusals.ts';

const refused = (more: Partial<Definition>, context = rootContext) =>
  refusals(context, definitionOf(more)).map(({ field, code }) => `${field} ${code}`);

test('takes what systemd can do', () => {
  expect(refused({})).toEqual([]);
  expect(
    refused({ command: ['{release}/bin/x'], cwd: '{release}', reload: { command: ['{release}/r'] } }),
  ).toEqual([]);
  expect(
    refused({ systemd: { service: { Type: 'notify', ExecStartPre: ['-/bin/a'] }, unit: { 'X-A': '1' } } }),
  ).toEqual([]);
});

test.each<[string, Partial<Definition>, string]>([
  ['a name that is no unit', { instance: 'a b' }, 'name unit-name'],
  ['a colon, which stands for the instance number', { instance: 'a:2' }, 'name unit-name'],
  ['a relative program', { command: ['bin/x'] }, 'command program-relative'],
  ['an escape sequence in an argument', { command: ['/x', '\u001b[2J'] }, 'command text-control-character'],
  ['a reload that cannot run', { reload: { command: ['./x'] } }, 'reload program-relative'],
  [
    'a control character in the description',
    { description: 'a\u0001' },
    'description text-control-character',
  ],
  ['a name that the environment cannot hold', { env: { 'A-B': '' } }, 'env.A-B env-name'],
  ['our own words in the environment', { env: { PROVCTL_SPEC: 'x' } }, 'env.PROVCTL_SPEC env-reserved'],
  [
    'the manager’s own words in the environment',
    { env: { INVOCATION_ID: 'x' } },
    'env.INVOCATION_ID env-reserved',
  ],
  ['a relative working directory', { cwd: 'srv' }, 'cwd cwd-relative'],
  ['a working directory with a line break', { cwd: '/a\nUser=root' }, 'cwd text-control-character'],
  ['an account that is none', { user: 'a b' }, 'user user-name'],
  [
    'an inexact schedule',
    { schedule: { cron: '0 0 L * *', timeZone: 'UTC', missed: 'skip' } },
    'schedule schedule-inexact',
  ],
  ['launchd’s keys', { launchd: { Nice: 1 } }, 'launchd unsupported-field'],
  [
    'another program',
    { systemd: { service: { ExecStart: '/bin/sh' } } },
    'systemd.service.ExecStart systemd-directive-reserved',
  ],
  [
    'another unit to start',
    { systemd: { timer: { Unit: 'x' } } },
    'systemd.timer.Unit systemd-directive-reserved',
  ],
  [
    'units that are not ours',
    { systemd: { install: { Also: 'x' } } },
    'systemd.install.Also systemd-directive-reserved',
  ],
  [
    'a lie about what runs',
    { systemd: { service: { Environment: 'PROVCTL_SPEC=x' } } },
    'systemd.service.Environment systemd-directive-reserved',
  ],
  [
    'emptying what systemd sums up',
    { systemd: { service: { Environment: '' } } },
    'systemd.service.Environment systemd-directive-reserved',
  ],
  [
    'a second line',
    { systemd: { service: { Nice: '1\nUser=root' } } },
    'systemd.service.Nice text-control-character',
  ],
  [
    'a continued line',
    { systemd: { service: { Nice: '1\\' } } },
    'systemd.service.Nice text-control-character',
  ],
  [
    'a section in a name',
    { systemd: { service: { 'A]\n[Unit': '1' } } },
    'systemd.service.A]\n[Unit systemd-directive-unknown',
  ],
  [
    'a section that a service has not',
    { systemd: { socket: { A: '1' } } },
    'systemd.socket.A systemd-directive-unknown',
  ],
  [
    'more than a line holds',
    { command: ['/x', ...Array<string>(20).fill('a'.repeat(60_000))] },
    'command definition-too-large',
  ],
])('refuses %s', (_, more, expected) => {
  expect(refused(more)).toEqual([expected]);
});

test('only root runs a service as somebody else', () => {
  expect(refused({ user: 'www-data' })).toEqual([]);
  expect(refused({ user: 'ann' }, userContext)).toEqual([]);
  expect(refused({ user: 'www-data' }, userContext)).toEqual(['user user-without-root']);
});
