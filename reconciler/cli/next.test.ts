import { describe, expect, test } from 'vitest';
import type { Verdict } from '../pass/engine.ts';
import { sampleDefinition } from '../testing/samples.ts';
import { changeOf, nginxDiff, planOf } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';

const plan = planOf([changeOf('create', 'a/api')]);
const verdict: Verdict = { address: 'a/api', action: 'create', state: 'failed', reason: 'exit-code 3' };
const failed = { outcome: 'failed', exitCode: 3, verdicts: [verdict] } as const;

describe('the last line says what to do next', () => {
  test.each([
    [['apply', 'prod', '-y'], 'provctl logs api --path prod'],
    [['apply', '-y', '--path', 'prod'], 'provctl logs api --path prod'],
    [['apply', '-y', '--url', 'u', '--path', 'p q'], "provctl logs api --url u --path 'p q'"],
  ])('after a failure to read what the failed one wrote: %j', async (argv, command) => {
    const { io } = await runOn(argv, { plan, applied: failed });
    expect(io.out().trimEnd().split('\n').at(-1)).toBe(`Next: ${command}`);
    expect(io.out()).toContain('✗ api on a: create failed: its program ended with status 3');
  });

  test('where a release was put back, to try that one again, in the same folder', async () => {
    const applied = { ...failed, verdicts: [{ ...verdict, state: 'put-back' as const }] };
    const { io } = await runOn(['apply', 'prod', '-y'], { plan, applied });
    expect(io.out()).toContain('provctl rollout retry api --path prod');
  });

  test('where everything is held, to start it', async () => {
    const held = changeOf('none', 'a/api', { reason: 'held', held: true });
    const applied = { outcome: 'nothing-to-do', exitCode: 8 } as const;
    const { io } = await runOn(['apply', '-y'], { plan: planOf([held]), applied });
    expect(io.out().trimEnd().split('\n').at(-1)).toBe('Next: provctl start api');
  });

  test('after a retry, to apply the same source', async () => {
    const { io } = await runOn(['rollout', 'retry', 'api', '--path', 'prod']);
    expect(io.out()).toContain('Next: provctl apply --path prod');
  });
});

test('a new service that fails is stopped, for there is nothing to put back', async () => {
  const step = { kind: 'step', address: 'a/api', action: 'create', detail: 'crashlooping 1' } as const;
  const progress = [{ ...step, state: 'putting-back' } as const];
  const { io } = await runOn(['apply', '-y'], { plan, progress, applied: failed });
  expect(io.err()).toContain('create: failed, stopping it again  its program ended by itself (restarts: 1)');
});

test('the files of a new service are shown under their names', async () => {
  const create = changeOf('create', 'a/api');
  const files = [{ path: '/etc/api.toml', digest: 'd', mode: '0644', onChange: 'restart' as const }];
  const definition = { ...sampleDefinition({ service: 'api' }), files };
  const withFile = planOf([{ ...create, after: { ...create.after, definition } }]);
  const { io } = await runOn(['plan'], {
    plan: withFile,
    fileDiffs: new Map([['/etc/api.toml', nginxDiff]]),
  });
  expect(io.out()).toContain('\n      /etc/api.toml\n      @@ ');
});
