import { expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import type { Installed, ObservedInstance, Run } from '../../model/observed.ts';
import { definitionOf, markOf, rootContext, userContext } from '../../testing/systemd-samples.ts';
import type { StageOperation, Stages, Transition } from '../backend.ts';
import { readMarked } from '../mark.ts';
import { stages } from './stages.ts';

const digest = 'd'.repeat(64);
const path = '/etc/systemd/system/api.service';
const dropIn = `${path}.d/50-provctl.conf`;
const schedule = { cron: '0 3 * * *', timeZone: 'UTC', missed: 'skip' } as const;
const running: Run = {
  kind: 'running',
  process: { bootId: 'b', pid: 7, start: '1' },
  invocation: 'i1',
  restarts: 0,
  restartHash: null,
  reloadHash: null,
  release: null,
  startedAtMs: 1,
};

const absent: Installed = { kind: 'absent' };
const foreign: Installed = { kind: 'foreign', path: '/lib/systemd/system/api.service', digest, content: '' };
const installed = (
  definition: Definition,
  more: Partial<Extract<Installed, { kind: 'marked' }>> = {},
): Installed => ({
  kind: 'marked',
  path,
  mark: markOf(definition),
  digest,
  edited: false,
  definition,
  overrides: [],
  adopted: false,
  ...more,
});

function observed(what: Installed, more: Partial<ObservedInstance> = {}): ObservedInstance {
  return {
    instance: 'api',
    backend: 'systemd',
    installed: what,
    loaded: { restartHash: null, stale: false },
    boot: null,
    run: { kind: 'stopped' },
    ...more,
  };
}

type Converge = Transition & { kind: 'converge' };

function converge(seen: ObservedInstance, more: Partial<Converge> = {}, context = rootContext): Stages {
  const definition = more.definition ?? definitionOf();
  return stages(context, {
    kind: 'converge',
    definition,
    mark: markOf(definition, context),
    observed: seen,
    install: true,
    run: 'start',
    ...more,
  });
}

/** Stage by stage, one readable line for each operation. */
function told(given: Stages): readonly string[] {
  return (['before', 'install', 'manager', 'activate', 'cleanup'] as const).flatMap((stage) =>
    given[stage].map((operation) => `${stage}: ${line(operation)}`),
  );
}

function line(operation: StageOperation): string {
  switch (operation.kind) {
    case 'joined':
      return [...operation.prefix, operation.argument].join(' ');
    case 'exec':
      return `${operation.argv.filter((word) => !word.includes('\n')).join(' ')}${guard(operation)}`;
    case 'put':
    case 'remove':
      return `${operation.kind} ${operation.path}${guard(operation)}`;
    default:
      return operation.kind;
  }
}

function guard(operation: Extract<StageOperation, { when?: unknown }>): string {
  const { when } = operation;
  if (when === undefined) return '';
  if (when.kind === 'digest') return ` if ${when.path} is ${when.digest.slice(0, 1)}…`;
  return when.kind === 'output' ? ` if ${when.argv.join(' ')} says ${when.equals}` : ` if ${when.kind}`;
}

test('creates: file, boot, one reload, then the start', () => {
  expect(told(converge(observed(absent)))).toEqual([
    `install: put ${path} if absent`,
    'manager: systemctl enable -- api.service',
    'manager: systemctl daemon-reload',
    'activate: systemctl reset-failed -- api.service',
    'activate: systemctl start -- api.service',
  ]);
});

test('replaces only the bytes that were shown', () => {
  const seen = observed(installed(definitionOf()), { boot: true });
  expect(told(converge(seen, { run: 'restart' }))).toEqual([
    `install: put ${path} if ${path} is d…`,
    'manager: systemctl daemon-reload',
    'activate: systemctl reset-failed -- api.service',
    'activate: systemctl restart -- api.service',
  ]);
});

test('what is as it should be is left alone', () => {
  const seen = observed(installed(definitionOf()), { boot: true, run: running });
  expect(told(converge(seen, { install: false, run: 'none' }))).toEqual([]);
});

test('a manager that has not read the file is told to, and nothing else', () => {
  const seen = observed(installed(definitionOf()), {
    boot: true,
    loaded: { restartHash: null, stale: true },
  });
  expect(told(converge(seen, { install: false, run: 'none' }))).toEqual(['manager: systemctl daemon-reload']);
});

test('a reload and a stop', () => {
  const seen = observed(installed(definitionOf()), { boot: true, run: running });
  expect(told(converge(seen, { install: false, run: 'reload' }))).toEqual([
    'activate: systemctl reload -- api.service',
  ]);
  expect(told(converge(seen, { install: false, run: 'stop' }))).toEqual([
    'activate: systemctl stop -- api.service',
    'activate: systemctl reset-failed -- api.service',
  ]);
});

test('no longer started with the machine, or hung up elsewhere', () => {
  const seen = observed(installed(definitionOf()), { boot: true });
  const manager = (definition: Definition) => told(converge(seen, { definition, run: 'none' }))[1];
  expect(manager(definitionOf({ boot: false }))).toBe('manager: systemctl disable -- api.service');
  const elsewhere = definitionOf({ systemd: { install: { WantedBy: 'graphical.target' } } });
  expect(manager(elsewhere)).toBe('manager: systemctl reenable -- api.service');
});

test('of a scheduled instance its timer is enabled and started', () => {
  const definition = definitionOf({ schedule });
  expect(told(converge(observed(absent), { definition }))).toEqual([
    `install: put ${path} if absent`,
    'install: put /etc/systemd/system/api.timer if absent',
    'manager: systemctl enable -- api.timer',
    'manager: systemctl daemon-reload',
    'activate: systemctl reset-failed -- api.service',
    'activate: systemctl start -- api.timer',
  ]);
});

test('a service that becomes scheduled first ends, and the other way round loses its timer', () => {
  const service = definitionOf();
  const job = definitionOf({ schedule });
  expect(told(converge(observed(installed(service), { boot: true }), { definition: job }))).toEqual([
    'before: systemctl stop -- api.service',
    'before: systemctl disable -- api.service',
    `install: put ${path} if ${path} is d…`,
    'install: put /etc/systemd/system/api.timer if absent',
    'manager: systemctl reenable -- api.timer',
    'manager: systemctl daemon-reload',
    'activate: systemctl reset-failed -- api.service',
    'activate: systemctl start -- api.timer',
  ]);
  expect(told(converge(observed(installed(job)), { definition: service, run: 'none' })).slice(0, 5)).toEqual([
    'before: systemctl stop -- api.timer',
    'before: systemctl stop -- api.service',
    'before: systemctl disable -- api.timer',
    `install: put ${path} if ${path} is d…`,
    'install: remove /etc/systemd/system/api.timer',
  ]);
});

test('removes in the order that leaves no orphan', () => {
  expect(
    told(stages(rootContext, { kind: 'remove', observed: observed(installed(definitionOf())) })),
  ).toEqual([
    'before: systemctl stop -- api.service',
    'before: systemctl disable -- api.service',
    `install: remove ${path} if ${path} is d…`,
    'manager: systemctl daemon-reload',
    'cleanup: systemctl reset-failed -- api.service',
  ]);
});

test('removes a running orphan, which has no file any more', () => {
  const orphan = told(stages(rootContext, { kind: 'remove', observed: observed(absent, { run: running }) }));
  expect(orphan).toContain('before: systemctl stop -- api.service');
  expect(orphan.join()).not.toContain('remove');
});

test('never removes what is foreign', () => {
  expect(told(stages(rootContext, { kind: 'remove', observed: observed(foreign) }))).toEqual([]);
});

test('adopts only what was shown, beside it and without a restart', () => {
  const definition = definitionOf();
  const given = stages(rootContext, {
    kind: 'adopt',
    definition,
    mark: markOf(definition),
    observed: observed(foreign, { run: running, boot: true }),
  });
  expect(told(given)).toEqual([
    'install: true if /lib/systemd/system/api.service is d…',
    'install: true if systemctl show -p FragmentPath --value -- api.service says /lib/systemd/system/api.service',
    'install: true if systemctl show -p DropInPaths --value -- api.service says ',
    'install: true if systemctl show -p InvocationID --value -- api.service says i1',
    `install: put ${dropIn} if absent`,
    'manager: systemctl daemon-reload',
  ]);
  const put = given.install.at(-1);
  const text = put?.kind === 'put' && 'bytes' in put.content ? String(put.content.bytes) : '';
  expect(readMarked(text)).toMatchObject({ edited: false, definition, mark: { path: dropIn } });
  expect(text).not.toContain('[Service]');
});

test('a changed declaration of an adopted unit says everything in the drop-in; the foreign file stays', () => {
  const seen = observed(installed(definitionOf(), { path: dropIn, adopted: true }));
  const given = converge(seen, { run: 'restart' });
  expect(told(given)[0]).toBe(`install: put ${dropIn} if ${dropIn} is d…`);
  const [put] = given.install;
  const text = put?.kind === 'put' && 'bytes' in put.content ? String(put.content.bytes) : '';
  expect(text).toContain('ExecStart=\n');
  expect(text).toContain('ExecStart="/opt/api" "--port" "8080"\n');
  expect(readMarked(text)?.mark?.path).toBe(dropIn);
});

test('an adopted unit that only gets another owner is still overridden by nothing', () => {
  const seen = observed(installed(definitionOf(), { path: dropIn, adopted: true }));
  const [put] = converge(seen, { run: 'none' }).install;
  const text = put?.kind === 'put' && 'bytes' in put.content ? String(put.content.bytes) : '';
  expect(text).not.toContain('[Service]');
  expect(readMarked(text)?.mark?.path).toBe(dropIn);
});

test('letting go of an adopted unit takes our drop-in and leaves the unit running', () => {
  const seen = observed(installed(definitionOf(), { path: dropIn, adopted: true }), { run: running });
  for (const kind of ['remove', 'forget'] as const) {
    expect(told(stages(rootContext, { kind, observed: seen }))).toEqual([
      `install: remove ${dropIn} if ${dropIn} is d…`,
      'manager: systemctl daemon-reload',
    ]);
  }
});

test('forgetting takes only the mark', () => {
  expect(
    told(stages(rootContext, { kind: 'forget', observed: observed(installed(definitionOf())) })),
  ).toEqual([`install: sh -c sh ${path} if ${path} is d…`, 'manager: systemctl daemon-reload']);
});

test('a user’s services are told to that user’s manager', () => {
  expect(told(converge(observed(absent), {}, userContext))).toEqual([
    'install: put /home/ann/.config/systemd/user/api.service if absent',
    'manager: env XDG_RUNTIME_DIR=/run/user/1000 systemctl --user enable -- api.service',
    'manager: env XDG_RUNTIME_DIR=/run/user/1000 systemctl --user daemon-reload',
    'activate: env XDG_RUNTIME_DIR=/run/user/1000 systemctl --user reset-failed -- api.service',
    'activate: env XDG_RUNTIME_DIR=/run/user/1000 systemctl --user start -- api.service',
  ]);
});
