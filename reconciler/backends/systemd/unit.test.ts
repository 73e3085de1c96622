import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import { definitionOf, markOf, rootContext, userContext } from '../../testing/systemd-samples.ts';
import { readMarked } from '../mark.ts';
import { refusals } from './refusals.ts';
import { renderTimer } from './timer.ts';
import { renderUnit } from './unit.ts';

const full: Partial<Definition> = {
  instance: 'api@2',
  description: 'The shop’s API, 100%',
  command: ['{release}/bin/api', '--title', 'a "b" $HOME\n%i'],
  env: { LOG: 'info', DB_PASSWORD: { secret: 'db', digest: 'hmac:x' }, ANSWER: '4 2' },
  cwd: '/srv/api',
  user: 'www-data',
  group: 'www-data',
  umask: '0027',
  reload: { signal: 'SIGHUP' },
  stop: { signal: 'SIGINT', timeoutMs: 1500 },
  limits: { memoryBytes: 536_870_912, openFiles: 65_536, processes: 64, cpus: 1.5 },
  systemd: {
    service: {
      KillMode: 'mixed',
      TimeoutStopSec: '5min',
      Environment: 'X=%n',
      ExecStartPre: ['-/bin/a', '/bin/b'],
    },
    unit: { After: 'network-online.target' },
  },
};

const body = (text: string) => text.split('\n').slice(3).join('\n');
const render = (more: Partial<Definition>, context = rootContext) => {
  const definition = definitionOf(more);
  return renderUnit(context, definition, markOf(definition, context));
};
const lines = (more: Partial<Definition>, context = rootContext) => body(render(more, context)).split('\n');

test('says every portable field in systemd’s words, and raw directives beside or instead', () => {
  expect(body(render(full))).toBe(`[Unit]
Description=The shop’s API, 100%%
StartLimitIntervalSec=60s
StartLimitBurst=5
After=network-online.target

[Service]
Type=exec
ExecStart="/var/lib/provctl/shop-1/releases/aaaaaaaaaaaaaaaa/bin/api" "--title" "a \\"b\\" $$HOME\\n%%i"
ExecReload=/bin/kill -s SIGHUP $MAINPID
User=www-data
Group=www-data
WorkingDirectory=/srv/api
UMask=0027
Environment="ANSWER=4 2"
Environment="LOG=info"
EnvironmentFile=/var/lib/provctl/shop-1/releases/aaaaaaaaaaaaaaaa/secrets.systemd.env
Restart=on-failure
RestartSec=1s
KillSignal=SIGINT
MemoryMax=536870912
LimitNOFILE=65536
TasksMax=64
CPUQuota=150%
Environment=X=%n
ExecStartPre=-/bin/a
ExecStartPre=/bin/b
KillMode=mixed
TimeoutStopSec=5min
Environment="PROVCTL_SPEC=v1:${'a'.repeat(64)}"
Environment="PROVCTL_RELEASE=aaaaaaaaaaaaaaaa"
LogExtraFields=PROVCTL_SPEC=v1:${'a'.repeat(64)}
LogExtraFields=PROVCTL_RELEASE=aaaaaaaaaaaaaaaa

[Install]
WantedBy=multi-user.target

[X-Provctl]
Owner=shop-1
Service=api
Release=aaaaaaaaaaaaaaaa
Commit=${'c'.repeat(40)}
`);
});

test('carries a mark that gives the definition back and shows an edit', () => {
  const definition = definitionOf(full);
  const text = renderUnit(rootContext, definition, markOf(definition));
  expect(readMarked(text)).toEqual({ mark: markOf(definition), definition, edited: false });
  expect(readMarked(`${text}\n`)?.edited).toBe(true);
});

test('lets the delay between restarts grow where systemd can', () => {
  const newer = { ...rootContext, facts: { ...rootContext.facts, systemdVersion: 254 } };
  expect(lines({}, newer)).toEqual(expect.arrayContaining(['RestartSteps=6', 'RestartMaxDelaySec=60s']));
  expect(lines({}).join()).not.toContain('RestartSteps');
});

test('limits no starts when the burst is 0', () => {
  const restart = { ...definitionOf().restart, burst: 0 };
  expect(lines({ restart })).toContain('StartLimitIntervalSec=0');
});

test('hangs a user’s service on that user’s own target, and names no account', () => {
  const text = lines({ user: 'ann' }, userContext);
  expect(text).toContain('WantedBy=default.target');
  expect(text.join()).not.toContain('User=');
});

test('makes a timer of a schedule, marked by itself, and a unit that only it starts', () => {
  const definition = definitionOf({
    instance: 'job',
    schedule: { cron: '0 3 * * 1', timeZone: 'Europe/Berlin', missed: 'run-once' },
    systemd: { timer: { RandomizedDelaySec: '10s' } },
  });
  const timer = renderTimer(rootContext, definition, markOf(definition)) ?? '';
  expect(readMarked(timer)).toMatchObject({ edited: false, mark: { path: '/etc/systemd/system/job.timer' } });
  expect(body(timer)).toContain(`[Timer]
OnCalendar=Mon *-*-* 03:00:00 Europe/Berlin
AccuracySec=1s
Persistent=true
Unit=job.service
RandomizedDelaySec=10s

[Install]
WantedBy=timers.target
`);
  const unit = body(renderUnit(rootContext, definition, markOf(definition)));
  expect(unit).toContain('Type=oneshot\n');
  expect(unit).toContain('Restart=no\n');
  expect(unit).not.toContain('[Install]');
});

test('no value that is not refused begins a line of its own', () => {
  const expected = lines({}).map((line) => line.split('=')[0]);
  const hostile = fc.string({
    unit: fc.constantFrom('\n', '\\', '"', '[', ']', '=', 'E', ' ', '%', '$', '#', '\r'),
  });
  fc.assert(
    fc.property(hostile, hostile, hostile, (argument, value, description) => {
      const more = { command: ['/bin/x', '--port', argument], env: { A: value }, description };
      if (refusals(rootContext, definitionOf(more)).length > 0) return;
      const names = lines(more).map((line) => line.split('=')[0]);
      names.splice(names.indexOf('Environment'), 1);
      expect(names).toEqual(expected);
    }),
  );
});

const verifies = spawnSync('systemd-analyze', ['--version']).status === 0;
test.skipIf(!verifies)(
  'systemd itself has nothing to say about what is rendered (needs systemd-analyze)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'provctl-units-'));
    try {
      const schedule = { cron: '5/20 0 1,15 jan *', timeZone: 'UTC', missed: 'skip' } as const;
      const first = definitionOf({ ...full, command: ['/bin/sleep', '1'], user: 'daemon', group: 'daemon' });
      const job = definitionOf({ instance: 'job', command: ['sleep', '1'], schedule });
      const files = {
        // A colon in this tool's arguments stands before an alias.
        'api-2.service': renderUnit(rootContext, first, markOf(first)).replace(/^ExecStartPre.*\n/gm, ''),
        'job.service': renderUnit(rootContext, job, markOf(job)),
        'job.timer': renderTimer(rootContext, job, markOf(job)) ?? '',
      };
      const paths = Object.entries(files).map(([name, text]) => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      });
      const result = spawnSync('systemd-analyze', ['verify', '--man=no', '--recursive-errors=no', ...paths], {
        encoding: 'utf8',
      });
      expect({ status: result.status, said: result.stderr }).toEqual({ status: 0, said: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
