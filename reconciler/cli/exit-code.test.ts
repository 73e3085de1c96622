import { describe, expect, test } from 'vitest';
import type { Plan } from '../model/plan.ts';
import type { Applied } from '../pass/engine.ts';
import { changeOf, planOf } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';
import { machineOf, shopStatus } from './testing/status-fixtures.ts';

const same = planOf([changeOf('none', 'a/x')]);
const differs = planOf([changeOf('create', 'a/x')]);
const held = planOf([changeOf('none', 'a/x', { held: true, reason: 'held' })]);
const denied = planOf([], {
  denials: [{ code: 'prune-empty', address: null, values: { count: 1 } }],
});
const dirty = planOf([changeOf('create', 'a/x')], {
  denials: [{ code: 'dirty', address: null, values: { commit: 'abc' } }],
});
const unreached = (plan: Plan): Plan => ({
  ...plan,
  machines: [{ machine: 'b', reached: false, reason: 'x', machineId: '' }],
});

describe('DESIGN §8', () => {
  test.each([
    ['plan', [], same, 0],
    ['plan', [], differs, 0],
    ['plan', ['--detailed-exitcode'], same, 0],
    ['plan', ['--detailed-exitcode'], differs, 2],
    ['plan', [], held, 8],
    ['plan', ['--detailed-exitcode'], held, 8],
    ['plan', [], denied, 7],
    ['plan', [], dirty, 0],
    ['plan', [], unreached(differs), 4],
    ['plan', [], unreached(denied), 7],
    ['plan', [], null, 1],
    ['drift', [], same, 0],
    ['drift', [], differs, 2],
    ['diff', [], same, 0],
    ['diff', [], differs, 1],
    ['diff', [], unreached(differs), 2],
    ['diff', [], null, 2],
    ['validate', [], null, 0],
  ] as const)('%s %j', async (verb, options, plan, code) => {
    expect((await runOn([verb, ...options], { plan })).code).toBe(code);
  });

  test.each([
    [{ outcome: 'done', exitCode: 0 }],
    [{ outcome: 'nothing-to-do', exitCode: 0 }],
    [{ outcome: 'rolled-back', exitCode: 3 }],
    [{ outcome: 'incomplete', exitCode: 3 }],
    [{ outcome: 'unreachable', exitCode: 4 }],
    [{ outcome: 'locked', exitCode: 5 }],
    [{ outcome: 'stale', exitCode: 6 }],
    [{ outcome: 'denied', exitCode: 7 }],
    [{ outcome: 'waiting', exitCode: 8 }],
    [{ outcome: 'interrupted', exitCode: 130 }],
  ] satisfies [Partial<Applied>][])('an apply that ended %j', async (applied) => {
    const { code, io } = await runOn(['apply', '-y'], { plan: differs, applied });
    expect(code).toBe(applied.exitCode);
    if (code !== 0) expect(io.out()).toContain(`(exit ${code})`);
  });

  test('looking is 4 when a machine did not answer', async () => {
    for (const verb of ['get', 'status', 'tree'])
      expect((await runOn([verb], { status: shopStatus() })).code).toBe(4);
    const status = { ...shopStatus(), machines: [machineOf('web-1')] };
    expect((await runOn(['get'], { status })).code).toBe(0);
  });
});
