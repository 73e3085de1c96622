import { expect, test } from 'vitest';
import type { Ledger } from '../model/ledger.ts';
import type { Observed } from '../model/observed.ts';
import { mapMachine } from '../testing/model-rollout.ts';
import { crash, planFor, Stage, standing } from '../testing/rollout-stage.ts';
import { sampleDefinition } from '../testing/samples.ts';
import { unproven } from './begin.ts';

const good = sampleDefinition();
const bad = sampleDefinition({ command: ['/opt/api', 'bad'] });

const ledgered = (observed: Observed, change: Partial<Ledger>): Observed =>
  mapMachine(observed, 'web-1', (machine) => ({ ...machine, ledger: { ...machine.ledger, ...change } }));
const names = (observed: Observed, wanted = [good]) =>
  unproven(planFor(wanted, observed), observed).map(({ instance }) => instance);

test('what was seen to be ready needs no new proof', () => {
  expect(names(standing(good))).toEqual([]);
});

test('what stands and was never seen to be ready is watched', () => {
  expect(names(ledgered(standing(good), { lastGood: {} }))).toEqual(['api']);
});

test('a put-back that was never seen to serve is watched until it was', () => {
  const release = planFor([good], standing(good)).changes[0]?.after.release ?? '';
  const rejected = planFor([bad], standing(good)).changes[0]?.after.release ?? '';
  const owed = ledgered(standing(good), {
    incomplete: { api: release },
    rejected: { api: [{ release: rejected, reason: 'crashed', at: '' }] },
  });
  expect(names(owed, [bad])).toEqual(['api']);
  const stage = new Stage(planFor([bad], owed), owed);
  stage.turn();
  expect(stage.later(1_000).turn()).toMatchObject({ finished: true, outcome: 'denied', steps: [] });
  expect(stage.said).toEqual(['healthy api']);
});

test('a first release that its controller died over is stopped when it proves bad', () => {
  const observed = ledgered(standing(good), { lastGood: {} });
  const stage = new Stage(planFor([good], observed), observed);
  stage.befall('api', crash).turn();
  expect(stage.steps).toEqual(['stop none api']);
  expect(stage.said).toEqual(['rejected api']);
});

test('what is held is left alone', () => {
  const hold = { by: 'ana', reason: '', since: '', wanted: 'asItIs' as const };
  expect(names(ledgered(standing(good), { lastGood: {}, holds: { api: hold } }), [bad])).toEqual([]);
});
