import { expect, test } from 'vitest';
import type { Check } from '../model/definition.ts';
import type { ObservedInstance } from '../model/observed.ts';
import type { CheckRequest } from '../rollout/state.ts';
import { runningAs } from '../testing/model-rollout.ts';
import { planFor, standing } from '../testing/rollout-stage.ts';
import { sampleDefinition } from '../testing/samples.ts';
import type { Session } from '../transports/session.ts';
import { sampler } from './sampling.ts';
import type { World } from './world.ts';

const check: Check = {
  name: 'up',
  probe: { kind: 'command', command: ['true'] },
  intervalMs: 1_000,
  timeoutMs: 1_000,
  successes: 1,
  failures: 3,
};

/** A machine whose check answers what `status` is, and a clock that a test moves. */
function bench() {
  const it = { now: 0, status: 0, asked: 0 };
  const session = {
    read: async () => {
      it.asked += 1;
      const { status } = it;
      return [{ kind: 'exited', status, stdout: '', stderr: '', timedOut: false, truncated: false }];
    },
  } as unknown as Session;
  const world = { clock: { now: () => it.now } } as unknown as World;
  const checks = sampler(world, { session: () => session } as unknown as Parameters<typeof sampler>[1]);
  const [change] = planFor([sampleDefinition({ checks: [check] })], standing()).changes;
  if (change === undefined) throw new Error('nothing is planned');
  const observed = { instance: 'api', backend: 'process', run: runningAs('v1:1', 'r') } as ObservedInstance;
  const request = (provesFromMs: number | null): readonly CheckRequest[] => [
    { address: 'web-1/api', machine: 'web-1', change, observed, checks: [check], provesFromMs },
  ];
  return { it, checks, request, said: () => checks.verdicts().get('web-1/api')?.[0] };
}

test('asks at its interval, and once more when an answer begins to prove something', async () => {
  const { it, checks, request, said } = bench();
  await checks.sample(request(300));
  expect(said()).toMatchObject({ verdict: 'pass', passedAtMs: 0 });
  expect(checks.nextDueMs(request(300))).toBe(300);
  it.now = 299;
  await checks.sample(request(300));
  expect(it.asked).toBe(1);
  it.now = 300;
  await checks.sample(request(300));
  expect(said()).toMatchObject({ passedAtMs: 300 });
  expect(checks.nextDueMs(request(300))).toBe(1_300);
});

test('a failure after a pass takes back when it passed, though it does not make it failing yet', async () => {
  const { it, checks, request, said } = bench();
  await checks.sample(request(null));
  Object.assign(it, { now: 1_000, status: 1 });
  await checks.sample(request(null));
  expect(said()).toMatchObject({ verdict: 'pass', passedAtMs: null });
});
