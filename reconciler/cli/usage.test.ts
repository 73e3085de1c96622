import { describe, expect, test } from 'vitest';
import { ProvctlError } from '../model/error.ts';
import { shopPlan } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';
import { verbNames } from './verbs.ts';
import { splitVerb } from './words.ts';

describe('wrong usage is 64, says what is wrong, and where to read on', () => {
  test.each([
    [['frobnicate'], 'There is no "provctl frobnicate"'],
    [['pln'], 'did you mean "plan"?'],
    [['--frob'], 'Which verb is "--frob" for?'],
    [['plan', '--allow-dirt'], 'did you mean --allow-dirty?'],
    [['plan', '--nonsense-entirely'], 'has no option "--nonsense-entirely"'],
    [['plan', 'a', 'b'], 'more than provctl plan takes'],
    [['plan', '--out'], 'needs a value'],
    [['plan', '-o', 'xml'], '"xml" is not possible for -o, --output <format>'],
    [['plan', '-o', 'xml'], 'Possible are: human, json'],
    [['get', 'svc'], '"svc" is not possible for kind'],
    [['get', 'svc'], 'Possible are: services, instances, machines, holds'],
    [['lease'], 'Possible are: list, break'],
    [['plan', '--color', 'pink'], 'Possible are: auto, always, never'],
    [['plan', '--branch', 'main'], '--branch means something only together with --url'],
    [['plan', '--url', 'x', '--tag', 'a', '--commit', 'b'], 'Only one of these can be meant: --tag --commit'],
    [['plan', 'a', '--path', 'b'], 'The folder is given twice'],
    [['adopt'], 'Something is missing: service'],
    [['show'], 'Something is missing: planfile'],
    [['completion'], 'Something is missing: shell'],
    [['completion', 'tcsh'], 'Possible are: bash, zsh, fish'],
    [['rollout', 'undo', 'api'], 'Possible are: status, retry'],
    [['rollout', 'retry'], 'Something is missing: service'],
    [['lease', 'break'], 'Something is missing: machine'],
    [['audit', 'production'], 'knows only "verify"'],
    [['logs', '-n', '0'], '--lines needs a whole number of at least 1'],
    [['logs', '--since', 'yesterday'], 'Write it like 30s'],
    [['history', '--last', '1.5'], '--last needs a whole number'],
    [['start', 'a', 'b', '--', 'sh'], 'Exactly one name'],
    [['start', 'a', '--'], 'What shall "a" run?'],
    [['start', 'a', '-e', 'X', '--', 'sh'], 'not of the form NAME=VALUE'],
    [['start', 'a', '--cwd', '/'], 'declared nowhere'],
    [['stop', '--adhoc', 'a', 'b'], 'Exactly one name'],
    [['get', 'services', 'nope'], 'There is no "nope" here'],
  ])('provctl %j', async (argv, words) => {
    const { code, io } = await runOn(argv, { plan: shopPlan() });
    expect(io.err()).toContain(words);
    expect(io.err()).toContain('--help tells');
    expect(io.out()).toBe('');
    expect(code).toBe(64);
  });

  test('without anything the verbs are listed, on stderr', async () => {
    const { code, io } = await runOn([]);
    expect(code).toBe(64);
    expect(io.out()).toBe('');
    expect(io.err()).toContain('Usage: provctl');
  });
});

describe('help', () => {
  test.each(verbNames())('provctl %s --help: a sentence, three examples, options in groups', async (verb) => {
    const { code, io } = await runOn([verb, '--help']);
    expect(code).toBe(0);
    const [summary = '', , usage = ''] = io.out().split('\n');
    expect(summary).toMatch(/\.$/);
    expect(usage).toContain(`provctl ${verb}`);
    const examples = /\nExamples\n((?: {2}.*\n)+)/.exec(io.out())?.[1]?.trimEnd().split('\n') ?? [];
    expect(examples).toHaveLength(3);
    expect(io.out()).toContain('\nGeneral\n');
  });

  test('is given for a half-written command too, and touches no engine', async () => {
    for (const argv of [
      ['adopt', '-h'],
      ['help', 'adopt'],
      ['plan', '--bogus', '--help'],
    ]) {
      const { code, engine } = await runOn(argv);
      expect(code).toBe(0);
      expect(engine.calls).toEqual([]);
    }
  });

  test('after -- belongs to the command that is run', async () => {
    const { code, engine } = await runOn(['start', 'x', '--', 'ls', '--help'], {});
    expect(code).toBe(0);
    expect(engine.calls[0]?.[1]).toMatchObject({ name: 'x', command: ['ls', '--help'] });
  });

  test('lists every verb once', async () => {
    const { io, code } = await runOn(['--help']);
    expect(code).toBe(0);
    for (const verb of verbNames()) expect(io.out().match(new RegExp(`^  ${verb} `, 'gm'))).toHaveLength(1);
    await expect(io.out()).toMatchFileSnapshot('testdata/help.golden');
  });
});

test('options before the verb count as if they stood after it', () => {
  expect(splitVerb(['--color', 'never', '-v', 'plan', 'x'])).toEqual({
    verb: 'plan',
    args: ['--color', 'never', '-v', 'x'],
  });
  expect(splitVerb(['--config=a', 'get'])).toEqual({ verb: 'get', args: ['--config=a'] });
  expect(splitVerb(['--', 'plan']).verb).toBe(null);
});

describe('errors', () => {
  const failing = (error: unknown) => ({
    overrides: {
      plan: async () => {
        throw error;
      },
    },
  });

  test('say what was tried, on what, what was found and what would help', async () => {
    const { code, screen } = await runOn(
      ['plan'],
      failing(new ProvctlError('lease.held', { machine: 'web-1', holder: 'ana', seconds: 9 })),
    );
    expect(code).toBe(5);
    expect(screen).toContain('error: Cannot change machine "web-1"');
    expect(screen).toContain('help: ');
  });

  test('tell their causes only with -v', async () => {
    const cause = new Error('ENOENT: no such file', { cause: new Error('the disk') });
    const error = new ProvctlError('cli.cannot-write', { path: '/x' }, cause);
    const quiet = await runOn(['plan'], failing(error));
    expect(quiet.io.err()).not.toContain('ENOENT');
    const told = await runOn(['-v', 'plan'], failing(error));
    expect(told.io.err()).toContain('because of Error: ENOENT: no such file\nbecause of Error: the disk\n');
  });

  test('an endless chain of causes ends', async () => {
    const error = new Error('loop');
    error.cause = error;
    const { io } = await runOn(
      ['plan', '-v'],
      failing(new ProvctlError('cli.cannot-read', { path: 'x' }, error)),
    );
    expect(io.err().split('\n').length).toBeLessThan(30);
  });

  test.each([
    ['usage.wrong', 64],
    ['lease.held', 5],
    ['plan.stale', 6],
    ['plan.used', 6],
    ['denied.dirty', 7],
    ['interrupted', 130],
    ['transport.lost', 1],
  ])('%s is %i', async (kind, expected) => {
    expect((await runOn(['plan'], failing(new ProvctlError(kind)))).code).toBe(expected);
  });

  test('trouble of diff is 2, but wrong usage stays 64', async () => {
    expect((await runOn(['diff'], failing(new Error('x')))).code).toBe(2);
    expect((await runOn(['diff', '--bogus'])).code).toBe(64);
  });

  test('the engine is closed even then', async () => {
    const { engine } = await runOn(['plan'], failing(new Error('x')));
    expect(engine.calls.at(-1)?.[0]).toBe(Symbol.asyncDispose);
  });
});
