import { describe, expect, test } from 'vitest';
import type { Definition } from '../model/definition.ts';
import { sampleDefinition } from '../testing/samples.ts';
import { fieldEffects } from './effects.ts';
import { hashesOf, releaseId, withSecretDigests } from './hashes.ts';

const digest = 'a'.repeat(64);
const base = sampleDefinition({
  reload: { signal: 'SIGHUP' },
  files: [{ path: '/etc/api', digest, mode: '0644', onChange: 'reload' }],
});
const file = base.files[0] as Definition['files'][number];

type Effect = 'nothing' | 'install' | 'reload' | 'restart';

function effectOf(before: Definition, after: Definition): Effect {
  const [was, is] = [hashesOf(before), hashesOf(after)];
  if (was.restart !== is.restart) return 'restart';
  if (was.reload !== is.reload) return 'reload';
  return was.spec === is.spec ? 'nothing' : 'install';
}

/** field → one change of it → what that does. */
const cases: readonly [keyof Definition, Partial<Definition>, Effect][] = [
  ['service', { service: 'web' }, 'install'],
  ['instance', { instance: 'api@2' }, 'install'],
  ['backend', { backend: 'launchd' }, 'install'],
  ['command', { command: ['/opt/api', '{release}/x'] }, 'restart'],
  ['env', { env: { LEVEL: 'debug' } }, 'restart'],
  ['env', { env: { KEY: { secret: 'key', digest: 'hmac:1' } } }, 'restart'],
  ['cwd', { cwd: '/srv' }, 'restart'],
  ['user', { user: 'api' }, 'restart'],
  ['group', { group: 'api' }, 'restart'],
  ['umask', { umask: '0027' }, 'restart'],
  ['ports', { ports: [{ name: 'http', port: 80 }] }, 'install'],
  ['files', { files: [{ ...file, digest: 'b'.repeat(64) }] }, 'reload'],
  ['files', { files: [{ ...file, mode: '0600' }] }, 'reload'],
  ['files', { files: [file, { ...file, path: '/etc/other', onChange: 'restart' }] }, 'restart'],
  ['files', { files: [file, { ...file, path: '/etc/other', onChange: 'none' }] }, 'install'],
  ['artifact', { artifact: { source: 'https://a/api.tar.gz', sha256: digest } }, 'restart'],
  ['restart', { restart: { ...base.restart, policy: 'always' } }, 'install'],
  ['stop', { stop: { signal: 'SIGINT', timeoutMs: 5 } }, 'install'],
  ['reload', { reload: { signal: 'SIGUSR1' } }, 'install'],
  [
    'checks',
    {
      checks: [
        {
          name: 'up',
          probe: { kind: 'tcp', port: 80 },
          intervalMs: 1,
          timeoutMs: 1,
          successes: 1,
          failures: 1,
        },
      ],
    },
    'nothing',
  ],
  ['rollout', { rollout: { ...base.rollout, minReadyMs: 7 } }, 'nothing'],
  ['limits', { limits: { openFiles: 9 } }, 'restart'],
  ['logs', { logs: { maxSizeBytes: 5, keep: 1 } }, 'install'],
  ['schedule', { schedule: { cron: '0 3 * * *', timeZone: 'UTC', missed: 'skip' } }, 'restart'],
  ['boot', { boot: false }, 'install'],
  ['description', { description: 'An API' }, 'install'],
  ['dependsOn', { dependsOn: ['db'] }, 'nothing'],
  ['protected', { protected: true }, 'install'],
  ['systemd', { backend: 'systemd', systemd: { unit: { After: 'network.target' } } }, 'install'],
  ['systemd', { backend: 'systemd', systemd: { service: { PrivateTmp: 'yes' } } }, 'restart'],
  ['systemd', { backend: 'systemd', systemd: { service: { TimeoutStopSec: '5' } } }, 'install'],
  ['launchd', { backend: 'launchd', launchd: { Nice: 5 } }, 'restart'],
];

describe('each field does what the table says', () => {
  test.each(cases)('%s %j → %s', (_field, change, expected) => {
    expect(effectOf(base, { ...base, ...change })).toBe(expected);
  });

  test('the table misses no field', () => {
    expect([...new Set(cases.map(([field]) => field))].sort()).toEqual(Object.keys(fieldEffects).sort());
  });
});

test('another time of a schedule touches no run', () => {
  const schedule = { cron: '0 3 * * *', timeZone: 'UTC', missed: 'skip' as const };
  const job = { ...base, schedule };
  expect(effectOf(job, { ...job, schedule: { ...schedule, cron: '0 4 * * *' } })).toBe('install');
});

test('raw directives of another backend change nothing that runs', () => {
  expect(effectOf(base, { ...base, systemd: { service: { PrivateTmp: 'yes' } } })).toBe('install');
});

test('the same bytes from another address are the same artifact', () => {
  const from = (source: string) => ({ ...base, artifact: { source, sha256: digest } });
  expect(effectOf(from('https://a/api.tar.gz'), from('https://b/x/api.tar.gz?token=1'))).toBe('install');
  expect(effectOf(from('https://a/api.tar.gz'), from('https://a/api'))).toBe('restart');
});

test('a file that wants a reload of what cannot reload gets a restart', () => {
  const { reload: _reload, ...rest } = base;
  const changed = { ...rest, files: [{ ...file, digest: 'b'.repeat(64) }] };
  expect(effectOf(rest, changed)).toBe('restart');
});

test('a secret counts by its value, not by its name', () => {
  const env = (secret: string) =>
    withSecretDigests({ ...base, env: { KEY: { secret, digest: '' } } }, { one: 'x', two: 'x', three: 'y' });
  expect(hashesOf(env('one')).restart).toBe(hashesOf(env('two')).restart);
  expect(hashesOf(env('one')).restart).not.toBe(hashesOf(env('three')).restart);
});

test('the order in which a definition was written changes no hash', () => {
  const turned = Object.fromEntries(Object.entries(base).reverse()) as unknown as Definition;
  expect(hashesOf(turned)).toEqual(hashesOf(base));
});

test('two services with the same content have releases of their own; instances of one share theirs', () => {
  const release = (definition: Definition) => releaseId(definition, hashesOf(definition));
  expect(release(base)).toMatch(/^[0-9a-f]{16}$/);
  expect(release({ ...base, service: 'web' })).not.toBe(release(base));
  expect(release({ ...base, instance: 'api@2' })).toBe(release(base));
});
