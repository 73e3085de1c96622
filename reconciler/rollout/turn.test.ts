import { describe, expect, test } from 'vitest';
import type { Check } from '../model/definition.ts';
import { mapMachine, stepInModel } from '../testing/model-rollout.ts';
import { crash, planFor, Stage, standing } from '../testing/rollout-stage.ts';
import { sampleDefinition, sampleObserved } from '../testing/samples.ts';
import { type CheckVerdict, interrupt } from './state.ts';

const good = sampleDefinition();
const next = sampleDefinition({ command: ['/opt/api', 'next'] });

test('is ready only after it stayed up for minReady', () => {
  const stage = new Stage(planFor([next], standing(good)), standing(good));
  expect(stage.turn().steps).toHaveLength(1);
  expect(stage.turn().wakeAtMs).toBe(100);
  expect(stage.later(999).turn().finished).toBe(false);
  expect(stage.last?.wakeAtMs).toBe(1_000);
  expect(stage.later(1).turn()).toMatchObject({ finished: true, outcome: 'done' });
  expect(stage.said).toEqual(['healthy api']);
});

test('begins to count again when the process was another one', () => {
  const stage = new Stage(planFor([next], standing(good)), standing(good));
  stage.turn();
  stage.turn();
  stage
    .later(900)
    .befall('api', (one) =>
      one.run.kind === 'running' ? { ...one, run: { ...one.run, restarts: 1 } } : one,
    );
  stage.turn();
  expect(stage.later(900).turn().finished).toBe(false);
  expect(stage.later(100).turn().outcome).toBe('done');
});

test('keeps the old release when the new one fails', () => {
  const stage = new Stage(planFor([next], standing(good)), standing(good));
  stage.turn();
  const failing = stage.befall('api', crash).turn();
  expect(failing.verdicts).toMatchObject([
    { verdict: 'rejected', release: stage.plan.changes[0]?.after.release },
  ]);
  expect(stage.steps).toEqual(['forward restart api', 'put-back restart api']);
  expect(stage.turn().finished).toBe(false);
  expect(stage.later(1_000).turn()).toMatchObject({ finished: true, outcome: 'rolled-back' });
  expect(stage.said).toEqual(['rejected api', 'put-back api']);
});

test('what was adopted is gone when our mark is, though the unit runs on', () => {
  const foreign = { kind: 'foreign' as const, path: '/lib/api.service', digest: 'd', content: '' };
  const stage = new Stage(planFor([], standing(good)), standing(good));
  stage.turn();
  const observed = standing(good);
  stage.observed = mapMachine(observed, 'web-1', (machine) => ({
    ...machine,
    instances: machine.instances.map((one) => ({ ...one, installed: foreign })),
  }));
  expect(stage.turn()).toMatchObject({ finished: true, outcome: 'done' });
  expect(stage.said).toEqual(['gone api']);
});

test('claims no put-back that it did not see', () => {
  const stage = new Stage(planFor([next], standing(good)), standing(good));
  stage.turn();
  stage.befall('api', crash).turn();
  expect(stage.befall('api', crash).turn()).toMatchObject({ finished: true, outcome: 'incomplete' });
  expect(stage.said).toEqual(['rejected api', 'put-back-incomplete api']);
});

test('a put-back on a machine that does not answer ends incomplete', () => {
  const stage = new Stage(planFor([next], standing(good)), standing(good));
  stage.turn();
  stage.befall('api', crash).turn();
  stage.disconnect();
  expect(stage.turn().finished).toBe(false);
  expect(stage.later(60_000).turn().outcome).toBe('incomplete');
});

test('stops a first release that fails, since there is nothing to go back to', () => {
  const stage = new Stage(planFor([good], sampleObserved()), sampleObserved());
  stage.turn();
  stage.befall('api', (one) => ({ ...one, run: { kind: 'crashlooping', restarts: 2 } })).turn();
  expect(stage.steps).toEqual(['forward create api', 'stop create api']);
  expect(stage.turn()).toMatchObject({ finished: true, outcome: 'failed' });
  expect(stage.said).toEqual(['rejected api']);
});

test('rejects no release that was good before', () => {
  const killed = new Stage(planFor([good], standing(good)), standing(good)).befall('api', crash).observed;
  const stage = new Stage(planFor([good], killed), killed);
  stage.turn();
  expect(stage.befall('api', crash).turn()).toMatchObject({
    finished: true,
    outcome: 'failed',
    verdicts: [],
  });
});

test('halts and touches nothing more where the policy says so', () => {
  const halting = { ...next, rollout: { ...next.rollout, onFailure: 'halt' as const } };
  const web = sampleDefinition({ service: 'web', dependsOn: ['api'] });
  const stage = new Stage(planFor([halting, web], standing(good)), standing(good));
  stage.turn();
  expect(stage.befall('api', crash).turn()).toMatchObject({ finished: true, outcome: 'halted', steps: [] });
  expect(stage.said).toEqual([]);
  expect(stage.phase('web')).toBe('skipped');
});

test('gives up at the progress deadline', () => {
  const stage = new Stage(planFor([next], standing(good)), standing(good));
  stage.turn();
  stage.befall('api', (one) => ({ ...one, run: { kind: 'starting', restarts: 0 } }));
  expect(stage.later(59_999).turn().verdicts).toEqual([]);
  expect(stage.later(1).turn().verdicts).toMatchObject([
    { verdict: 'rejected', reason: 'deadline: starting' },
  ]);
});

describe('checks', () => {
  const check: Check = {
    name: 'up',
    probe: { kind: 'tcp', port: 80 },
    intervalMs: 1,
    timeoutMs: 1,
    successes: 1,
    failures: 3,
  };
  const checked = { ...next, checks: [check] };
  const say = (stage: Stage, verdict: CheckVerdict['verdict'], invocation: string | null = null) =>
    stage.verdicts.set('web-1/api', [
      {
        name: 'up',
        verdict,
        invocation,
        passedAtMs: verdict === 'pass' ? stage.observed.at : null,
        detail: 'refused',
      },
    ]);

  test('are asked for while something becomes ready', () => {
    const stage = new Stage(planFor([checked], standing(good)), standing(good));
    stage.turn();
    expect(stage.turn().checks).toMatchObject([{ address: 'web-1/api', checks: [check] }]);
  });

  test('must pass', () => {
    const stage = new Stage(planFor([checked], standing(good)), standing(good));
    stage.turn();
    stage.turn();
    expect(stage.later(5_000).turn().finished).toBe(false);
    say(stage, 'pass', 'another-process');
    expect(stage.turn().finished).toBe(false);
    say(stage, 'unknown');
    expect(stage.turn().finished).toBe(false);
    say(stage, 'pass');
    expect(stage.turn().outcome).toBe('done');
  });

  test('must still pass when minReady is over', () => {
    const stage = new Stage(planFor([checked], standing(good)), standing(good));
    stage.turn();
    const { checks } = stage.turn();
    say(stage, 'pass');
    const { minReadyMs } = checked.rollout;
    expect(checks).toMatchObject([{ provesFromMs: stage.observed.at + minReadyMs }]);
    expect(stage.later(minReadyMs).turn().finished).toBe(false);
    say(stage, 'pass');
    expect(stage.turn().outcome).toBe('done');
  });

  test('that fail reject the release', () => {
    const stage = new Stage(planFor([checked], standing(good)), standing(good));
    stage.turn();
    say(stage, 'fail');
    expect(stage.turn().verdicts).toMatchObject([{ verdict: 'rejected', reason: 'up: refused' }]);
  });
});

describe('answers', () => {
  test('a step that failed before anything moved rejects nothing', () => {
    const stage = new Stage(planFor([next], standing(good)), standing(good));
    stage.turn('failed');
    expect(stage.turn()).toMatchObject({ finished: true, outcome: 'failed', verdicts: [] });
  });

  test('a step whose answer was lost is judged by what is seen', () => {
    const observed = standing(good);
    const stage = new Stage(planFor([next], observed), observed);
    const { steps } = stage.turn('unknown');
    expect(stage.turn().finished).toBe(false);
    for (const step of steps) stage.observed = stepInModel(stage.observed, step);
    stage.turn();
    expect(stage.later(1_000).turn().outcome).toBe('done');
    expect(stage.steps).toHaveLength(1);
  });

  test('another holder of the lease ends everything', () => {
    const web = sampleDefinition({ service: 'web', dependsOn: ['api'] });
    const stage = new Stage(planFor([next, web], standing(good)), standing(good));
    stage.turn('superseded');
    expect(stage.turn()).toMatchObject({ finished: true, outcome: 'locked', steps: [] });
  });

  test('nothing is begun on what is no longer what the plan saw', () => {
    const observed = standing(good);
    const stage = new Stage(planFor([next], observed), observed);
    stage.befall('api', (one) =>
      one.installed.kind === 'marked'
        ? { ...one, installed: { ...one.installed, digest: 'e'.repeat(64) } }
        : one,
    );
    expect(stage.turn()).toMatchObject({ finished: true, steps: [], outcome: 'failed' });
  });
});

test('a machine that stops answering holds, and then is unknown', () => {
  const stage = new Stage(planFor([next], standing(good)), standing(good));
  stage.turn();
  stage.disconnect();
  expect(stage.later(59_999).turn()).toMatchObject({ finished: false, steps: [] });
  expect(stage.later(1).turn()).toMatchObject({ finished: true, outcome: 'unreachable', verdicts: [] });
});

test('an interrupt finishes what was begun and begins nothing', () => {
  const web = sampleDefinition({ service: 'web', dependsOn: ['api'] });
  const stage = new Stage(planFor([next, web], standing(good)), standing(good));
  stage.turn();
  stage.rollout = interrupt(stage.rollout);
  expect(stage.turn().finished).toBe(false);
  expect(stage.later(1_000).turn()).toMatchObject({ finished: true, outcome: 'interrupted', steps: [] });
  expect([stage.phase('api'), stage.phase('web')]).toEqual(['done', 'skipped']);
});

test('what a killed controller started and never judged is judged by the next one', () => {
  const observed = mapMachine(standing(good), 'web-1', (machine) => ({
    ...machine,
    ledger: { ...machine.ledger, lastGood: {} },
  }));
  const stage = new Stage(planFor([good], observed), observed);
  expect(stage.phase('api')).toBe('checking');
  stage.turn();
  expect(stage.later(1_000).turn()).toMatchObject({ finished: true, outcome: 'done', steps: [] });
  expect(stage.said).toEqual(['healthy api']);
});

test('nothing to do is finished at once', () => {
  const stage = new Stage(planFor([good], standing(good)), standing(good));
  expect(stage.turn()).toMatchObject({ finished: true, outcome: 'done', steps: [], checks: [] });
});

test('a rollout survives being written down', () => {
  const stage = new Stage(planFor([next], standing(good)), standing(good));
  stage.turn();
  expect(JSON.parse(JSON.stringify(stage.rollout))).toEqual(stage.rollout);
});
