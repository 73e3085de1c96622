import { expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import { sampleContext as context, markFor, processDefinition } from '../../testing/process-samples.ts';
import { refusals } from './refusals.ts';
import { renderService } from './render.ts';

const definition = processDefinition(['{release}/api', '--name', 'two\nlines', ''], {
  env: { LOG: 'a b', LANG: 'C', PASSWORD: { secret: 'db', digest: 'hmac:1' } },
  cwd: '/srv',
  umask: '0027',
  user: 'web',
  limits: { openFiles: 100, processes: 20 },
  reload: { command: ['/bin/reload', 'now'] },
  boot: true,
});

test('writes what steers, what runs and its environment, line by line', () => {
  const mark = markFor(context, definition, 'a');
  const lines = renderService(context, definition, mark).split('\n').slice(1, -3);
  const release = `/var/lib/provctl/shop-1/releases/${mark.release}`;
  expect(lines).toEqual([
    `spec ${mark.restartHash}`,
    `reload-hash ${mark.reloadHash}`,
    `release ${mark.release}`,
    'restart on-failure 100 400 0 60000',
    'stop TERM 5000',
    'reload-by-command yes',
    'boot yes',
    'run',
    'logs 1048576 2',
    'cwd /srv',
    'umask 0027',
    'user web',
    'home-of-user yes',
    'open-files 100',
    'processes 20',
    `secrets ${release}/secrets.env`,
    `command ${release}/api`,
    'command --name',
    'command:2 two',
    'lines',
    'command ',
    'reload-command /bin/reload',
    'reload-command now',
    'environment',
    'env-argument LANG=C',
    'LOG a b',
    'PATH /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'PROVCTL_INSTANCE api',
    `PROVCTL_RELEASE ${mark.release}`,
    `PROVCTL_SPEC ${mark.restartHash}`,
    'end-of-environment',
  ]);
});

test('refuses what it cannot honour, field by field', () => {
  const found = (more: Partial<Definition>, facts = {}) =>
    refusals(
      { ...context, facts: { ...context.facts, ...facts } },
      processDefinition(['/opt/api'], more),
    ).map(({ field, code }) => `${field}: ${code}`);
  expect(found({})).toEqual([]);
  expect(found({ boot: true })).toEqual([]);
  expect(found({ boot: true }, { crontab: false })).toEqual(['boot: boot-without-crontab']);
  expect(found({ limits: { memoryBytes: 1, cpus: 1, openFiles: 1 } })).toEqual([
    'limits.memory: unsupported-field',
    'limits.cpus: unsupported-field',
  ]);
  expect(found({ schedule: { cron: '* * * * *', timeZone: 'UTC', missed: 'skip' } })).toEqual([
    'schedule: unsupported-field',
  ]);
  expect(found({ systemd: {}, launchd: {} })).toEqual([
    'systemd: unsupported-field',
    'launchd: unsupported-field',
  ]);
  expect(found({ instance: '../x' })).toEqual(['name: unit-name']);
  expect(found({ command: ['-x', 'nul\0', '\ud800'] })).toEqual([
    'command: program-unusable',
    'command: text-nul',
    'command: text-not-unicode',
  ]);
  expect(
    found({ env: { 'a=b': '', PROVCTL_SPEC: 'x', 'a.b': { secret: 's', digest: '' }, LANG: 'x' } }),
  ).toEqual(['env: env-name', 'env: env-name', 'env: secret-name']);
  expect(found({ user: 'ann', group: 'ann' })).toEqual([]);
  expect(found({ user: 'ann; rm' })).toEqual(['user: user-name']);
  expect(found({ user: 'ann', group: 'staff' }, { uid: 1000, user: 'ann' })).toEqual([
    'group: user-without-root',
  ]);
  expect(found({ user: 'bob' }, { uid: 1000, user: 'ann' })).toEqual(['user: user-without-root']);
});
