import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import {
  type AnswerParts,
  answerOf,
  definitionOf,
  markOf,
  rootContext,
} from '../../testing/systemd-samples.ts';
import { markLines } from '../mark.ts';
import { parse } from './parse.ts';
import { renderTimer } from './timer.ts';
import { renderUnit } from './unit.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, 'testdata', name), 'utf8');
const asked = [
  'web',
  'crash',
  'broken',
  'noexec',
  'job',
  'once',
  'orphan',
  'edited',
  'dropped',
  'stubborn',
  'stopped',
  'nginx',
  'nope',
  'cron',
];
const directory = '/etc/systemd/system';

const rendered = (more: Partial<Definition>, letter = 'a') => {
  const definition = definitionOf(more);
  return renderUnit(rootContext, definition, markOf(definition, rootContext, letter));
};
const schedule = { cron: '0 3 * * 1', timeZone: 'UTC', missed: 'skip' } as const;
const job = definitionOf({ instance: 'job', schedule });

/** The machine of testdata/, whose units were all of one definition hash. */
const real: AnswerParts = {
  units: [...asked.map((name) => `${name}.service`), 'job.timer'],
  show: read('show-252.txt'),
  stat: read('stat.txt'),
  drops: [`${directory}/dropped.service.d/local.conf`],
  started: [`/run/systemd/units/log-extra-fields:web.service:PROVCTL_SPEC=v1:${'d'.repeat(64)}`],
  environ: [
    `/proc/807/environ:INVOCATION_ID=${'0'.repeat(32)}`,
    `/proc/807/environ:PROVCTL_SPEC=v1:${'e'.repeat(64)}`,
    '/proc/814/environ:INVOCATION_ID=782a2c3b5ffd4045816130e0fa81a26a',
    `/proc/814/environ:PROVCTL_SPEC=v1:${'f'.repeat(64)}`,
    '/proc/814/environ:PROVCTL_RELEASE=ffffffffffffffff',
    '',
  ].join('\0'),
  files: {
    ...Object.fromEntries(
      ['web', 'crash', 'broken', 'noexec', 'once', 'dropped', 'stubborn', 'stopped'].map((instance) => [
        `${directory}/${instance}.service`,
        rendered({ instance }),
      ]),
    ),
    [`${directory}/job.service`]: renderUnit(rootContext, job, markOf(job)),
    [`${directory}/job.timer`]: renderTimer(rootContext, job, markOf(job)) ?? '',
    [`${directory}/edited.service`]: `${rendered({ instance: 'edited' })}# x\n`,
    '/lib/systemd/system/cron.service': '[Service]\nExecStart=/usr/sbin/cron\n',
  },
};

const seen = parse(rootContext, asked, [answerOf(real)]);
const of = (instance: string) => seen.find((one) => one.instance === instance);

describe('reads what systemd 252 says of a unit that', () => {
  test.each([
    ['broken', { kind: 'failed', result: 'exit-code', exitStatus: 3 }],
    ['noexec', { kind: 'failed', result: 'exit-code', exitStatus: 203 }],
    ['crash', { kind: 'crashlooping', restarts: 0 }],
    ['job', { kind: 'completed' }],
    ['once', { kind: 'completed' }],
    ['stubborn', { kind: 'stopping', restarts: 0 }],
    ['stopped', { kind: 'stopped' }],
    ['nope', { kind: 'stopped' }],
    ['nginx', { kind: 'unknown', reason: 'masked' }],
    ['web', { kind: 'running', process: { bootId: 'b00t', pid: 807, start: '170030' } }],
  ])('is %s: %j', (instance, run) => {
    expect(of(instance)?.run).toMatchObject(run);
  });
});

test('a running unit whose file is gone is absent and still running', () => {
  expect(of('orphan')).toMatchObject({
    installed: { kind: 'absent' },
    run: { kind: 'running', startedAtMs: 1_700_320 },
  });
});

test('an environment speaks for the process only if it names this very start', () => {
  expect(of('orphan')?.run).toMatchObject({ restartHash: `v1:${'f'.repeat(64)}`, release: 'f'.repeat(16) });
  expect(of('web')?.run).toMatchObject({ restartHash: `v1:${'d'.repeat(64)}` });
  expect(of('edited')?.run).toMatchObject({ restartHash: null });
});

test('an edit on disk, and a manager that has not read it, are two facts', () => {
  expect(of('edited')).toMatchObject({
    installed: { kind: 'marked', edited: true },
    loaded: { stale: false },
  });
  expect(of('web')).toMatchObject({ installed: { kind: 'marked', edited: false }, loaded: { stale: true } });
});

test('overrides are those that lie there and those set at run time', () => {
  expect(of('dropped')?.installed).toMatchObject({
    overrides: [
      '/etc/systemd/system/dropped.service.d/local.conf',
      '/run/systemd/system.control/dropped.service.d/50-CPUWeight.conf',
    ],
  });
});

test('a unit of the distribution is foreign, wherever it lies, and so is a masked one', () => {
  expect(of('cron')).toMatchObject({
    installed: { kind: 'foreign', path: '/lib/systemd/system/cron.service' },
    boot: true,
  });
  expect(of('nginx')?.installed).toMatchObject({
    kind: 'foreign',
    path: '/etc/systemd/system/nginx.service',
  });
  expect(of('nope')?.installed).toEqual({ kind: 'absent' });
});

const shown = (more = '') =>
  `MainPID=0\nLoadState=loaded\nActiveState=inactive\nSubState=dead\nUnitFileState=disabled\nNeedDaemonReload=no\nDropInPaths=\nLogExtraFields=PROVCTL_SPEC=v1:${'a'.repeat(64)}\n${more}`;
const one = (parts: Partial<AnswerParts>, names: readonly string[] = ['api']) =>
  parse(rootContext, names, [answerOf({ units: ['api.service'], show: shown(), ...parts })]);
const path = `${directory}/api.service`;

test('gives what carries this owner’s mark though nobody asked, and nothing else', () => {
  expect(one({ files: { [path]: rendered({}) } }, [])).toHaveLength(1);
  const other = markOf(definitionOf(), { ...rootContext, owner: 'other' });
  expect(one({ files: { [path]: renderUnit(rootContext, definitionOf(), other) } }, [])).toEqual([]);
});

test('a new drop-in directory that the manager has not noticed makes what is loaded stale', () => {
  const drops = [`${path}.d/x.conf`];
  expect(one({ files: { [path]: rendered({}) }, drops })[0]).toMatchObject({
    loaded: { stale: true },
    installed: { overrides: drops },
  });
  const loaded = shown(`DropInPaths=${drops[0]}\n`);
  expect(one({ files: { [path]: rendered({}) }, drops, show: loaded })[0]?.loaded.stale).toBe(false);
});

test('what the distribution adds to every service is no override', () => {
  const show = shown('DropInPaths=/usr/lib/systemd/system/service.d/10-timeout-abort.conf\n');
  expect(one({ files: { [path]: rendered({}) }, show })[0]?.installed).toMatchObject({ overrides: [] });
});

test('another definition loaded than installed is stale', () => {
  expect(one({ files: { [path]: rendered({}, 'b') } })[0]?.loaded).toEqual({
    restartHash: `v1:${'a'.repeat(64)}`,
    stale: true,
  });
});

test('our drop-in beside a foreign file is an adopted unit, and not an override of it', () => {
  const dropIn = `${path}.d/50-provctl.conf`;
  const mark = { ...markOf(definitionOf()), path: dropIn };
  const files = { [path]: '[Service]\nExecStart=/x\n', [dropIn]: markLines(mark, definitionOf(), '') };
  const [adopted] = one({ files, drops: [dropIn], show: shown(`DropInPaths=${dropIn}\n`) });
  expect(adopted?.installed).toMatchObject({
    kind: 'marked',
    path: dropIn,
    adopted: true,
    overrides: [],
    edited: false,
  });
  expect(adopted?.loaded.stale).toBe(false);
});

test('a timer that is gone, changed or of another definition is an edit', () => {
  const unit = renderUnit(rootContext, job, markOf(job));
  const timer = renderTimer(rootContext, job, markOf(job)) ?? '';
  const other = renderTimer(rootContext, job, markOf(job, rootContext, 'b')) ?? '';
  const edited = (content: string | null) => {
    const files = {
      [`${directory}/job.service`]: unit,
      ...(content === null ? {} : { [`${directory}/job.timer`]: content }),
    };
    const parts = { units: ['job.service'], show: shown(), files };
    return parse(rootContext, ['job'], [answerOf(parts)])[0]?.installed;
  };
  expect(edited(timer)).toMatchObject({ edited: false });
  expect(edited(null)).toMatchObject({ edited: true });
  expect(edited(`${timer}#\n`)).toMatchObject({ edited: true });
  expect(edited(other)).toMatchObject({ edited: true });
});

describe('half an answer is none:', () => {
  const whole = answerOf({ units: ['api.service'], show: shown(), files: { [path]: rendered({}) } });
  if (whole.kind !== 'exited') throw new Error();
  const bad = (more: Partial<typeof whole>) => () => parse(rootContext, ['api'], [{ ...whole, ...more }]);
  test.each([
    ['cut off', bad({ stdout: whole.stdout.slice(0, -6) })],
    ['too long', bad({ truncated: true })],
    ['timed out', bad({ timedOut: true })],
    [
      'without a manager',
      bad({
        stdout: whole.stdout.replace('#show\n', '#show\n#failed\n'),
        stderr: 'Failed to connect to bus\n',
      }),
    ],
    ['of fewer units', bad({ stdout: whole.stdout.replace('#units\n', '#units\nx.service\n') })],
    [
      'with a file that changed meanwhile',
      bad({ stdout: whole.stdout.replace(/#sizes\n \d+/, '#sizes\n 7') }),
    ],
    ['with a file that vanished', bad({ stdout: whole.stdout.replace(/#sizes\n.*\n/, '#sizes\n') })],
  ])('%s', (_, read) => {
    expect(read).toThrow(/backend\.unreadable/);
  });
  test('nothing at all', () => {
    expect(() => parse(rootContext, ['api'], [])).toThrow(/backend\.unreadable/);
  });
});

test('no title of a process can pass for another process', () => {
  const numbers = '1 '.repeat(18);
  const stat = `7 (a\n9 (x) S ${numbers}1) S ${numbers}4242 0 0\n`;
  const show = shown('').replace('MainPID=0', 'MainPID=7').replace('inactive', 'active');
  expect(one({ show, stat, files: { [path]: rendered({}) } })[0]?.run).toMatchObject({ process: { pid: 7 } });
});
