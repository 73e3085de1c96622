import { describe, expect, test } from 'vitest';
import type { ApplyRequest } from '../pass/engine.ts';
import { changeOf, planOf } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';

const plan = planOf([changeOf('create', 'a/x')]);
const asking = [['apply'], ['destroy'], ['adopt', 'x'], ['forget', 'x'], ['lease', 'break', 'web-1']];

describe('where nobody can answer', () => {
  test.each(asking.map((words) => [words.join(' '), words] as const))(
    'provctl %s is refused before anything is looked at',
    async (_name, words) => {
      const { code, io, engine } = await runOn(words, { plan });
      expect(code).toBe(64);
      expect(io.err()).toContain('--auto-approve');
      expect(engine.calls).toEqual([]);
    },
  );

  test('JSON on a terminal has nobody to ask either', async () => {
    expect((await runOn(['apply', '-o', 'json'], { plan }, { tty: true })).code).toBe(64);
  });

  test.each(['--auto-approve', '-y'])('%s says yes beforehand', async (flag) => {
    const { code, engine } = await runOn(['apply', flag], { plan });
    expect(code).toBe(0);
    expect(engine.calls.map(([method]) => method)).toContain('apply');
  });
});

describe('the question', () => {
  test.each([
    ['yes', 0],
    [' yes ', 0],
    ['y', 1],
    ['YES', 1],
    ['sí', 1],
    ['', 1],
  ])('%j', async (answer, code) => {
    const ran = await runOn(['apply'], { plan }, { tty: true, answers: [answer] });
    expect(ran.code).toBe(code);
    if (code === 1) expect(ran.io.out()).toContain('Nothing was changed.');
  });

  test('comes after the plan was shown', async () => {
    const { io } = await runOn(['apply'], { plan }, { tty: true, answers: ['no'] });
    expect(io.out()).toContain('Plan: 1 to add.');
    expect(io.err()).toContain('Do you want to make these changes?');
  });

  test('the end of input is no yes', async () => {
    expect((await runOn(['apply'], { plan }, { tty: true })).code).toBe(1);
  });

  test.each(['start', 'stop', 'restart', 'reload'])(
    '%s says just what it does, so nothing is asked',
    async (verb) => {
      const { code, engine } = await runOn([verb, 'x', '--reason', 'why'], { plan });
      expect(code).toBe(0);
      const request = engine.calls.find(([method]) => method === 'apply')?.[1] as ApplyRequest;
      expect(request.options).toMatchObject({ targets: ['x'], imperative: { verb, names: ['x'] } });
      expect(request).toMatchObject({ verb, reason: 'why' });
    },
  );

  test('start ends the hold first', async () => {
    const { engine, io } = await runOn(['start', 'x'], { plan, overrides: { unhold: async () => ['x'] } });
    expect(engine.calls.map(([method]) => method).slice(0, 2)).toEqual(['unhold', 'apply']);
    expect(io.err()).toContain('No longer held: x');
  });
});

describe('what was asked reaches the engine', () => {
  async function applied(argv: readonly string[]): Promise<ApplyRequest> {
    const { engine, screen } = await runOn(argv, { plan });
    const found = engine.calls.find(([method]) => method === 'apply');
    expect(found, screen).toBeDefined();
    return found?.[1] as ApplyRequest;
  }

  test('planning options', async () => {
    const { options, source } = await applied(
      'apply prod -y --target a --target b/c --exclude d --replace e --refresh-only --allow-empty --allow-dirty --take-over'.split(
        ' ',
      ),
    );
    expect(options).toMatchObject({
      targets: ['a', 'b/c'],
      excludes: ['d'],
      replace: ['e'],
      refreshOnly: true,
      allowEmpty: true,
      allowDirty: true,
      takeOver: true,
      destroy: false,
    });
    expect(source).toEqual({ kind: 'folder', folder: '/work/prod' });
  });

  test.each([
    [[], { branch: 'main' }],
    [['--branch', 'next'], { branch: 'next' }],
    [['--tag', 'v1'], { tag: 'v1' }],
    [['--commit', 'abc'], { commit: 'abc' }],
  ])('a repository at %j', async (words, revision) => {
    const { source } = await applied(['apply', '-y', '--url', 'https://x/y.git', '--path', 'prod', ...words]);
    expect(source).toEqual({ kind: 'repository', url: 'https://x/y.git', folder: 'prod', revision });
  });

  test('destroy, adopt and forget', async () => {
    expect((await applied(['destroy', '-y'])).options.destroy).toBe(true);
    expect((await applied(['adopt', 'n', '-y'])).options).toMatchObject({ adopt: ['n'], targets: ['n'] });
    expect((await applied(['forget', 'n', '-y'])).options).toMatchObject({ forget: ['n'], targets: ['n'] });
  });
});
