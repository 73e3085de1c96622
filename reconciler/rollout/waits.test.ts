import { describe, expect, test } from 'vitest';
import type { Observed } from '../model/observed.ts';
import { plan } from '../plan/plan.ts';
import { mapMachine } from '../testing/model-rollout.ts';
import { crash, planFor, Stage, standing } from '../testing/rollout-stage.ts';
import {
  sampleDefinition,
  sampleDesired,
  sampleInput,
  sampleInstance,
  sampleObserved,
  sampleRules,
} from '../testing/samples.ts';

const good = sampleDefinition();

describe('order', () => {
  const db = sampleDefinition({ service: 'db' });
  const mid = sampleDefinition({ service: 'mid', dependsOn: ['db'] });
  const top = sampleDefinition({ service: 'top', dependsOn: ['mid'] });

  test('starts in waves, dependencies first', () => {
    const stage = new Stage(planFor([top, mid, db], sampleObserved()), sampleObserved());
    const waves: string[] = [];
    for (let round = 0; stage.last?.finished !== true && round < 20; round += 1) {
      const { steps } = stage.turn();
      if (steps.length > 0) waves.push(steps.map(({ change }) => change.instance).join());
      stage.later(1_000);
    }
    expect(waves).toEqual(['db', 'mid', 'top']);
  });

  test('waits through services that do not change', () => {
    const changes = planFor(
      [top, mid, { ...db, command: ['/new'] }, { ...top, command: ['/new'] }].slice(1),
      standing(top, mid, db),
    ).changes;
    expect(changes.find(({ service }) => service === 'top')?.waitsFor).toEqual(['db']);
  });

  test('removes in reverse', () => {
    const stage = new Stage(planFor([], standing(top, mid, db)), standing(top, mid, db));
    const waves = [1, 2, 3].map(() => {
      const { steps } = stage.turn();
      return steps.map(({ change }) => change.instance).join();
    });
    expect(waves).toEqual(['top', 'mid', 'db']);
    expect(stage.turn()).toMatchObject({ finished: true, outcome: 'done' });
    expect(stage.said).toEqual(['gone top', 'gone mid', 'gone db']);
  });

  test('skips what depends on what failed', () => {
    const stage = new Stage(planFor([top, mid, db], sampleObserved()), sampleObserved());
    stage.turn();
    stage.befall('db', crash).turn();
    expect([stage.phase('mid'), stage.phase('top')]).toEqual(['skipped', 'skipped']);
  });

  test('starts under the new name after the old one is gone', () => {
    const renamed = sampleInstance(sampleDefinition({ service: 'web' }), { renamedFrom: ['api'] });
    const observed = standing(good);
    const made = plan(sampleInput(sampleDesired([renamed]), observed), sampleRules);
    const stage = new Stage(made, observed);
    stage.turn();
    stage.turn();
    expect(stage.steps).toEqual(['forward delete api', 'forward create web']);
  });

  test('a renamed service that fails gets back what served under its old name', () => {
    const bad = sampleDefinition({ service: 'web', command: ['/bad'] });
    const observed = standing(good);
    const wanted = sampleDesired([sampleInstance(bad, { renamedFrom: ['api'] })]);
    const stage = new Stage(plan(sampleInput(wanted, observed), sampleRules), observed);
    const old = stage.plan.changes.find(({ instance }) => instance === 'api')?.before.release;
    stage.turn();
    stage.turn();
    expect(stage.befall('web', crash).turn().steps).toMatchObject([
      { kind: 'put-back', release: old, under: 'api' },
    ]);
    expect(stage.said).toEqual(['gone api', 'rejected web']);
  });

  test('is put back under its old name only when it serves there, and nothing of the new one lives', () => {
    const bad = sampleDefinition({ service: 'web', command: ['/bad'] });
    const observed = standing(good);
    const before = observed.machines.flatMap((one) => (one.kind === 'seen' ? one.instances : []));
    const wanted = sampleDesired([sampleInstance(bad, { renamedFrom: ['api'] })]);
    const stage = new Stage(plan(sampleInput(wanted, observed), sampleRules), observed);
    stage.turn();
    stage.turn();
    stage.befall('web', crash).turn();
    const [web] = stage.observed.machines.flatMap((one) => (one.kind === 'seen' ? one.instances : []));
    const look = (...instances: readonly (typeof web | undefined)[]) => {
      const found = instances.filter((one) => one !== undefined);
      stage.observed = mapMachine(stage.observed, 'web-1', (machine) => ({ ...machine, instances: found }));
      return stage.later(2_000).turn();
    };
    expect(look(web).finished).toBe(false);
    const alive = web && { ...web, run: { kind: 'stopping' as const, restarts: 0 } };
    look(alive, ...before);
    expect(look(alive, ...before).finished).toBe(false);
    look(...before);
    expect(look(...before)).toMatchObject({ finished: true, outcome: 'rolled-back' });
    expect(stage.said.at(-1)).toBe('put-back api');
  });

  test('ends what waits for itself in a circle', () => {
    const made = planFor([top, mid, db], sampleObserved());
    const circle = made.changes.map((change) => ({
      ...change,
      waitsFor: change.service === 'db' ? ['top'] : change.waitsFor,
    }));
    const stage = new Stage({ ...made, changes: circle }, sampleObserved());
    expect(stage.turn()).toMatchObject({ finished: true, outcome: 'failed', steps: [] });
  });

  test('leaves the old backend before it enters the new one', () => {
    const moved = { ...good, backend: 'systemd' as const };
    const stage = new Stage(planFor([moved], standing(good)), standing(good));
    stage.turn();
    expect(stage.steps).toEqual(['forward delete api']);
    stage.turn();
    expect(stage.steps).toEqual(['forward delete api', 'forward create api']);
  });
});

describe('a dependency whose release was rejected', () => {
  const bad = { ...good, command: ['/bad'] };
  const web = sampleDefinition({ service: 'web', dependsOn: ['api'] });
  const release = planFor([bad], sampleObserved()).changes[0]?.after.release ?? '';
  const rejected = { api: [{ release, reason: 'crashed', at: '' }] };
  const knowing = (observed: Observed) =>
    mapMachine(observed, 'web-1', (machine) => ({ ...machine, ledger: { ...machine.ledger, rejected } }));

  test('is not waited for by starting without it', () => {
    const observed = knowing(sampleObserved());
    const stage = new Stage(planFor([bad, web], observed), observed);
    expect(stage.turn()).toMatchObject({ finished: true, outcome: 'denied', steps: [] });
    expect(stage.rollout.states['web-1/web']).toEqual({ phase: 'skipped', reason: 'dependency' });
  });

  test('serves all the same while its last good one does', () => {
    const observed = knowing(standing(good));
    const stage = new Stage(planFor([bad, web], observed), observed);
    expect(stage.turn().steps.map(({ change }) => change.instance)).toEqual(['web']);
  });
});
