import { describe, expect, test } from 'vitest';
import type { OperationResult } from '../../model/operation.ts';
import { definitionOf, macContext, markOf } from '../../testing/launchd-samples.ts';
import { parse } from './parse.ts';
import { renderPlist } from './plist.ts';
import { readJob, runOf } from './print.ts';

/** `launchctl print` of macOS, as bug reports of Homebrew's services show it. */
const printed = `gui/501/dev.provctl.api = {
	active count = 1
	path = /Users/ann/Library/LaunchAgents/dev.provctl.api.plist
	type = LaunchAgent
	state = running

	program = /opt/api
	arguments = {
		/opt/api
		--port
		8080
	}

	stdout path = /Users/ann/log
	inherited environment = {
		SSH_AUTH_SOCK => /private/tmp/com.apple.launchd.x/Listeners
	}

	default environment = {
		PATH => /usr/bin:/bin:/usr/sbin:/sbin
	}

	environment = {
		PROVCTL_SPEC => v1:${'a'.repeat(64)}
		PROVCTL_RELEASE => ${'a'.repeat(16)}
		XPC_SERVICE_NAME => dev.provctl.api
	}

	domain = gui/501 [100019]
	asid = 100019
	minimum runtime = 10
	exit timeout = 5
	runs = 3
	pid = 4242
	immediate reason = speculative
	forks = 1
	execs = 1
	initialized = 1
	trampolined = 1
	started suspended = 0
	proxy started suspended = 0
	last exit code = 1

	spawn type = daemon (3)
}
`;
const idle = (lines: string) =>
  printed
    .replace('state = running', 'state = not running')
    .replace(/\tpid = .*\n/, '')
    .replace('\tlast exit code = 1\n', lines);
const path = '/Users/ann/Library/LaunchAgents/dev.provctl.api.plist';
const list = renderPlist(macContext, definitionOf(), markOf(definitionOf()));

interface Parts {
  readonly jobs: Readonly<Record<string, readonly [number, string]>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly disabled?: string;
  readonly processes?: string;
}

function answer({ jobs, files = {}, disabled = '', processes = '' }: Parts): OperationResult {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const lines = [
    '#domain',
    'gui/501',
    '#disabled',
    base64(disabled),
    ...Object.entries(jobs).flatMap(([label, [code, text]]) => [
      `#print ${code} dev.provctl.${label}`,
      base64(text),
    ]),
    '#paths',
    ...Object.keys(files),
    '#sizes',
    ...Object.values(files).map((text) => ` ${Buffer.byteLength(text)} x`),
    '#files',
    base64(Object.values(files).join('')),
    '#processes',
    base64(processes),
    '#end',
  ];
  return {
    kind: 'exited',
    status: 0,
    timedOut: false,
    stdout: lines.join('\n'),
    stderr: '',
    truncated: false,
  };
}

const see = (parts: Parts, asked = ['api']) => parse(macContext, asked, [answer(parts)]);

test('a running job on a Mac is known by its pid and the date that ps gives', () => {
  const [seen] = see({
    jobs: { api: [0, printed] },
    files: { [path]: list },
    processes: ' 4242 Sat Nov 28 19:20:12 2026    \n',
    disabled: 'disabled services = {\n\t"com.other" => disabled\n}\n',
  });
  expect(seen).toEqual({
    instance: 'api',
    backend: 'launchd',
    installed: expect.objectContaining({ kind: 'marked', path, edited: false, definition: definitionOf() }),
    loaded: { restartHash: `v1:${'a'.repeat(64)}`, stale: false },
    boot: true,
    run: {
      kind: 'running',
      process: { bootId: 'b00t', pid: 4242, start: 'Sat Nov 28 19:20:12 2026' },
      invocation: '4242:Sat Nov 28 19:20:12 2026:3',
      restarts: 2,
      restartHash: `v1:${'a'.repeat(64)}`,
      reloadHash: null,
      release: 'a'.repeat(16),
      startedAtMs: 0,
    },
  });
});

test('nothing there is absent and stopped', () => {
  expect(see({ jobs: { api: [113, ''] } })).toMatchObject([
    { installed: { kind: 'absent' }, boot: null, run: { kind: 'stopped' } },
  ]);
});

test('a list without our mark is foreign; one of another owner is given only when asked for', () => {
  const other = renderPlist(macContext, definitionOf(), { ...markOf(definitionOf()), owner: 'else' });
  const jobs = { api: [113, ''] } as const;
  expect(see({ jobs, files: { [path]: '<plist/>' } })[0]?.installed.kind).toBe('foreign');
  expect(see({ jobs, files: { [path]: other } }, [])).toEqual([]);
  expect(see({ jobs, files: { [path]: other } })[0]?.installed).toMatchObject({ mark: { owner: 'else' } });
  expect(see({ jobs, files: { [path]: list } }, [])).toHaveLength(1);
});

test('a disabled job does not start by itself, an edited list is an edit, an older loaded one is stale', () => {
  const older = printed.replaceAll('a'.repeat(64), 'b'.repeat(64));
  const disabled = '\t"dev.provctl.api" => disabled\n';
  const seen = see({
    jobs: { api: [0, older] },
    files: { [path]: list },
    disabled,
    processes: '4242 Sat Nov 28 19:20:12 2026',
  });
  expect(seen).toMatchObject([{ boot: false, loaded: { stale: true } }]);
  expect(see({ jobs: { api: [113, ''] }, files: { [path]: `${list}\n` } })).toMatchObject([
    { installed: { edited: true } },
  ]);
});

describe('reads a job that', () => {
  test.each([
    ['ended well', [0, idle('\tlast exit code = 0\n')], { kind: 'completed' }],
    [
      'ended badly',
      [0, idle('\tlast exit code = 78: EX_CONFIG\n')],
      { kind: 'failed', result: 'exit-code', exitStatus: 78 },
    ],
    [
      'was killed',
      [0, idle('\tlast terminating signal = Killed: 9\n')],
      { kind: 'failed', result: 'signal', exitStatus: null },
    ],
    [
      'waits for its next start',
      [0, idle('\tlast exit code = 1\n').replace('not running', 'spawn scheduled')],
      { kind: 'crashlooping', restarts: 2 },
    ],
    [
      'never ran',
      [0, idle('\tlast exit code = (never exited)\n').replace('runs = 3', 'runs = 0')],
      { kind: 'completed' },
    ],
    ['is in no domain', [112, ''], { kind: 'stopped' }],
    ['launchctl is silent about', [1, ''], { kind: 'unknown', reason: 'no-answer' }],
    [
      'says something new',
      [0, 'x = {\n\tstate = dreaming\n\truns = 2\n}'],
      { kind: 'unknown', reason: 'dreaming' },
    ],
    ['lost its process meanwhile', [0, printed], { kind: 'unknown', reason: 'changed-meanwhile' }],
  ] as const)('%s', (_, [code, text], run) => {
    expect(runOf(readJob(code, text), null, 0)).toEqual(run);
  });
});

test('a hash that an argument could have printed as well is not believed', () => {
  const forged = printed.replace('\t\t8080\n', `\t\t8080\n\t\tPROVCTL_SPEC => v1:${'f'.repeat(64)}\n`);
  expect(readJob(0, forged)?.restartHash).toBeNull();
});

test('half an answer is none', () => {
  const whole = answer({ jobs: { api: [113, ''] }, files: { [path]: list } });
  if (whole.kind !== 'exited') throw new Error(whole.kind);
  for (const bad of [
    { ...whole, stdout: whole.stdout.slice(0, -4) },
    { ...whole, stdout: whole.stdout.replace(/#sizes\n \d+/, '#sizes\n 3') },
    { ...whole, timedOut: true },
    { kind: 'failed' as const, reason: 'x' },
  ]) {
    expect(() => parse(macContext, ['api'], [bad])).toThrow(/backend\.unreadable/);
  }
});
