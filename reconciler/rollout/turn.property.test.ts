import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observed } from '../model/observed.ts';
import { denialOf } from '../plan/denials.ts';
import { plan } from '../plan/plan.ts';
import { mapMachine, stepInModel } from '../testing/model-rollout.ts';
import { sampleInput, sampleRules } from '../testing/samples.ts';
import { desiredStates, fleets } from '../testing/worlds.ts';
import { begin } from './begin.ts';
import { acted, type StepResult } from './state.ts';
import { turn } from './turn.ts';

const settings = { lookEveryMs: 500, goneDeadlineMs: 10_000 };
const results = ['done', 'done', 'done', 'failed', 'refused', 'unknown', 'void', 'superseded'] as const;

/** Each round: what steps give, which machine is down, whose process dies. */
const rounds = fc.array(
  fc.record({
    result: fc.constantFrom(...results),
    effect: fc.boolean(),
    down: fc.option(fc.constantFrom('web-1', 'web-2', 'web-3')),
    dies: fc.option(fc.constantFrom('a', 'b', 'c')),
  }),
  { minLength: 1, maxLength: 12 },
);

test('never acts on a machine it did not see or where it is denied, acts once forward, and ends', () => {
  fc.assert(
    fc.property(desiredStates, fleets, rounds, (desired, fleet, script) => {
      const made = plan(sampleInput(desired, fleet, { allowEmpty: true }), sampleRules);
      const denied = denialOf(made);
      let world: Observed = fleet;
      let rollout = begin(made, fleet);
      const forward = new Set<string>();
      let ended = false;
      for (let round = 0; round < 400 && !ended; round += 1) {
        const event = script[round % script.length] ?? script[0];
        if (event === undefined) return;
        const isOver = round > 40;
        const seen = isOver ? world : withDown(world, event.down);
        const now = turn(made, rollout, seen, new Map(), settings);
        ended = now.finished;
        for (const step of now.steps) {
          expect(seen.machines.find(({ machine }) => machine === step.machine)?.kind).toBe('seen');
          expect(denied(step.change)).toBeNull();
          if (step.kind !== 'forward') continue;
          expect(forward).not.toContain(step.address);
          forward.add(step.address);
        }
        const result: StepResult['result'] = event.result;
        if (result === 'done' || (result === 'unknown' && event.effect)) {
          for (const step of now.steps) world = stepInModel(world, step);
        }
        rollout = acted(
          now.rollout,
          now.steps.map(({ address }) => ({ address, result, reason: '' })),
          world.at,
        );
        world = { ...(isOver ? world : withDeath(world, event.dies)), at: world.at + 2_000 };
      }
      expect(ended).toBe(true);
    }),
    { numRuns: 60 },
  );
});

function withDown(world: Observed, down: string | null): Observed {
  return {
    ...world,
    machines: world.machines.map((machine) =>
      machine.machine === down ? { kind: 'unreachable', machine: down, reason: 'cut' } : machine,
    ),
  };
}

function withDeath(world: Observed, instance: string | null): Observed {
  return world.machines.reduce(
    (sum, { machine }) =>
      mapMachine(sum, machine, (one) => ({
        ...one,
        instances: one.instances.map((it) =>
          it.instance === instance && it.run.kind === 'running'
            ? { ...it, run: { kind: 'failed', result: 'signal', exitStatus: 9 } }
            : it,
        ),
      })),
    world,
  );
}
