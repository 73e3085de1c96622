import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../model/digest.ts';
import type { ObservedInstance } from '../../model/observed.ts';
import { sampleContext as context, markFor, processDefinition } from '../../testing/process-samples.ts';
import { processBackend } from './process.ts';

const definition = processDefinition(['/opt/api']);
const mark = markFor(context, definition, 'a');
const service = processBackend.render(context, definition, mark);

const led = (path: string, content: string) =>
  content
    .split('\n')
    .slice(0, -1)
    .map((line) => `${path}:${line}\n`)
    .join('');

interface Facts {
  readonly service?: string;
  readonly digest?: string;
  readonly record?: string;
  readonly processes?: string;
  readonly environments?: string;
  readonly reloaded?: string;
  readonly name?: string;
}

function printed(facts: Facts): string {
  const name = facts.name ?? 'api';
  const content = facts.service ?? service;
  return [
    'boot b00t\n',
    `digests\n${facts.digest ?? sha256(content)}  ${name}/service\n`,
    `contents\n${led(`${name}/service`, content)}`,
    facts.record === undefined ? '' : led(`${name}/record`, facts.record),
    facts.reloaded === undefined ? '' : led(`${name}/reloaded`, facts.reloaded),
    `processes\n${facts.processes ?? ''}`,
    `environments\n${facts.environments ?? ''}`,
    'end\n',
  ].join('');
}

function parse(stdout: string, ...instances: string[]): readonly ObservedInstance[] {
  const exited = { kind: 'exited', status: 0, timedOut: false, stderr: '', truncated: false } as const;
  return processBackend.parse(context, instances, [{ ...exited, stdout }]);
}

const runOf = (facts: Facts) => parse(printed(facts), 'api')[0]?.run;

const stat = (pid: number, start: string, state = 'S', name = 'api') =>
  `${pid} (${name}) ${state} 1 ${pid}${' 0'.repeat(16)} ${start}${' 0'.repeat(30)}\n`;

const record = (state: string, more: Record<string, string> = {}) =>
  `10 20\n${Object.entries({
    boot: 'b00t',
    supervisor: '100',
    child: '200',
    invocation: '20.200.b00t',
    state,
    result: '-',
    exit: '-',
    restarts: '3',
    started: '1500',
    spec: mark.restartHash,
    reload: mark.reloadHash,
    release: mark.release,
    ...more,
  })
    .map(([key, value]) => `${key} ${value}\n`)
    .join('')}end\n`;

const both = stat(10, '100') + stat(20, '200', 'S', ') R 1 (x');

describe('what runs', () => {
  test('is what the record says, as far as the kernel agrees', () => {
    expect(runOf({ record: record('running'), processes: both })).toEqual({
      kind: 'running',
      process: { bootId: 'b00t', pid: 20, start: '200' },
      invocation: '20.200.b00t',
      restarts: 3,
      restartHash: mark.restartHash,
      reloadHash: mark.reloadHash,
      release: mark.release,
      startedAtMs: 1500,
    });
  });

  const failed = (result: string, exitStatus: number | null = null) => ({
    kind: 'failed',
    result,
    exitStatus,
  });
  const unknown = (reason: string) => ({ kind: 'unknown', reason });
  const stories: Record<string, [Facts, unknown]> = {
    'nothing was ever started': [{}, { kind: 'stopped' }],
    'it was stopped': [{ record: record('stopped') }, { kind: 'stopped' }],
    'the machine was started again': [{ record: record('running', { boot: 'before' }) }, { kind: 'stopped' }],
    'it has completed': [{ record: record('completed') }, { kind: 'completed' }],
    'it failed for good': [
      { record: record('failed', { result: 'start-limit-hit', exit: '3' }) },
      failed('start-limit-hit', 3),
    ],
    'it waits for its next start': [
      { record: record('waiting'), processes: stat(10, '100') },
      { kind: 'crashlooping', restarts: 3 },
    ],
    'it ended a moment ago': [
      { record: record('running'), processes: stat(10, '100') + stat(20, '200', 'Z') },
      { kind: 'starting', restarts: 3 },
    ],
    'its number belongs to another': [
      { record: record('running'), processes: stat(10, '100') + stat(20, '999') },
      { kind: 'starting', restarts: 3 },
    ],
    'its supervisor is gone': [
      { record: record('running'), processes: stat(20, '200') },
      failed('unsupervised'),
    ],
    'both are gone': [{ record: record('running') }, failed('supervisor-died')],
    'two lines claim its number': [
      { record: record('running'), processes: both + stat(20, '201') },
      unknown('process-unclear'),
    ],
    'its record is half written': [
      { record: record('running').replace('end\n', ''), processes: both },
      unknown('record-unreadable'),
    ],
    'its record is empty': [{ record: '\n', processes: both }, unknown('record-unreadable')],
  };
  test.each(Object.entries(stories))('%s', (_, [facts, run]) => {
    expect(runOf(facts)).toEqual(run);
  });

  test('says with which definition, by its own environment where it kept one', () => {
    const hash = (facts: Facts) => {
      const run = runOf({ record: record('running'), processes: both, ...facts });
      return run?.kind === 'running' ? [run.restartHash, run.reloadHash] : null;
    };
    const said = (value: string) => `/proc/20/environ:PROVCTL_SPEC=${value}\n`;
    expect(hash({ environments: said('v1:other') })).toEqual(['v1:other', mark.reloadHash]);
    expect(hash({ environments: said('v1:other') + said(mark.restartHash) })?.[0]).toBe(mark.restartHash);
    expect(hash({ reloaded: '20.200.b00t v1:new\n' })?.[1]).toBe('v1:new');
    expect(hash({ reloaded: '19.100.b00t v1:old\n' })?.[1]).toBe(mark.reloadHash);
  });
});

describe('what is installed', () => {
  const installed = (facts: Facts) => parse(printed(facts), 'api')[0]?.installed;

  test('is marked with what was rendered', () => {
    expect(installed({})).toMatchObject({
      kind: 'marked',
      mark,
      definition,
      edited: false,
      digest: sha256(service),
    });
  });

  test('shows an edit, a foreign file, and nothing at all', () => {
    expect(installed({ service: service.replace('/opt/api', '/opt/apx') })).toMatchObject({ edited: true });
    expect(installed({ digest: '0'.repeat(64) })).toMatchObject({ edited: true });
    expect(installed({ service: 'mine\n' })).toMatchObject({ kind: 'foreign', content: 'mine\n' });
    expect(
      parse('none\n', 'api', 'web').map((seen) => [seen.instance, seen.installed.kind, seen.run.kind]),
    ).toEqual([
      ['api', 'absent', 'stopped'],
      ['web', 'absent', 'stopped'],
    ]);
  });

  test('lists what nobody asked for only where it carries our mark', () => {
    expect(parse(printed({ name: 'api' })).map(({ instance }) => instance)).toEqual(['api']);
    expect(parse(printed({ service: 'mine\n' }))).toEqual([]);
    const theirs = processBackend.render(context, definition, { ...mark, owner: 'other' });
    expect(parse(printed({ service: theirs }))).toEqual([]);
    expect(parse(printed({ service: theirs }), 'api')[0]?.installed).toMatchObject({
      mark: { owner: 'other' },
    });
  });
});

test('an answer that is not whole tells nothing of anybody', () => {
  const whole = printed({ record: record('running'), processes: both });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
      expect(() => parse(whole.slice(0, length), 'api')).toThrow(/backend\.unreadable/);
    }),
  );
  const exited = { kind: 'exited', status: 0, stdout: whole, stderr: '' } as const;
  for (const broken of [
    { ...exited, timedOut: true, truncated: false },
    { ...exited, timedOut: false, truncated: true },
    { ...exited, status: 1, timedOut: false, truncated: false },
    { kind: 'failed', reason: 'x' } as const,
    undefined,
  ]) {
    const results = broken === undefined ? [] : [broken];
    expect(() => processBackend.parse(context, ['api'], results)).toThrow(/backend\.unreadable/);
  }
  expect(() => parse(whole.replace(/digests\n.*\n/, 'digests\n'), 'api')).toThrow(/backend\.unreadable/);
});

test('no answer, however hostile, makes anything run', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'digests',
      'contents',
      'processes',
      'environments',
      'end',
      'crontab yes',
      'api/record:10 20',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      let seen: readonly ObservedInstance[] = [];
      try {
        seen = parse(`boot b00t\n${lines.join('\n')}\nend\n`, 'api');
      } catch (error) {
        expect(error).toMatchObject({ kind: 'backend.unreadable' });
      }
      expect(seen.every(({ run }) => run.kind !== 'running')).toBe(true);
    }),
  );
});
