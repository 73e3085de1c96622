import type { Definition } from '../model/definition.ts';
import type { Observed, ObservedInstance } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanOptions } from '../plan/input.ts';
import { plan } from '../plan/plan.ts';
import { begin } from '../rollout/begin.ts';
import { acted, type CheckVerdict, type Rollout, type StepResult, type Turn } from '../rollout/state.ts';
import { turn } from '../rollout/turn.ts';
import { applyToModel } from './model-machine.ts';
import { mapInstance, mapMachine, stepInModel } from './model-rollout.ts';
import { sampleDesired, sampleInput, sampleInstance, sampleObserved, sampleRules } from './samples.ts';

const settings = { lookEveryMs: 100, goneDeadlineMs: 10_000 };

/** A plan for one machine on which just this is wanted. */
export function planFor(
  wanted: readonly Definition[],
  observed: Observed,
  options: Partial<PlanOptions> = {},
): Plan {
  return plan(
    sampleInput(sampleDesired(wanted.map((one) => sampleInstance(one))), observed, {
      allowEmpty: true,
      ...options,
    }),
    sampleRules,
  );
}

/** What an apply of these leaves behind. */
export function standing(...definitions: readonly Definition[]): Observed {
  const empty = sampleObserved();
  return { ...applyToModel(planFor(definitions, empty), empty), at: 0 };
}

/** A fleet, a plan for it, and the hand that carries steps out. */
export class Stage {
  observed: Observed;
  readonly plan: Plan;
  rollout: Rollout;
  verdicts = new Map<string, readonly CheckVerdict[]>();
  readonly said: string[] = [];
  readonly steps: string[] = [];
  last: Turn | null = null;

  constructor(made: Plan, observed: Observed) {
    this.plan = made;
    this.observed = observed;
    this.rollout = begin(made, observed);
  }

  turn(result: StepResult['result'] | 'nothing' = 'done'): Turn {
    const now = turn(this.plan, this.rollout, this.observed, this.verdicts, settings);
    this.last = now;
    this.rollout = now.rollout;
    this.said.push(...now.verdicts.map((one) => `${one.verdict} ${one.instance}`));
    this.steps.push(...now.steps.map((one) => `${one.kind} ${one.change.action} ${one.change.instance}`));
    if (result === 'nothing') return now;
    for (const step of now.steps) {
      if (result === 'done') this.observed = stepInModel(this.observed, step);
    }
    const results = now.steps.map(({ address }) => ({ address, result, reason: '' }));
    this.rollout = acted(this.rollout, results, this.observed.at);
    return now;
  }

  later(ms: number): this {
    this.observed = { ...this.observed, at: this.observed.at + ms };
    return this;
  }

  befall(instance: string, change: (one: ObservedInstance) => ObservedInstance): this {
    this.observed = mapMachine(this.observed, 'web-1', (machine) =>
      mapInstance(machine, { instance, backend: 'process' }, change),
    );
    return this;
  }

  disconnect(): this {
    const machines = [{ kind: 'unreachable' as const, machine: 'web-1', reason: 'timed out' }];
    this.observed = { ...this.observed, machines };
    return this;
  }

  phase(instance: string): string {
    return this.rollout.states[`web-1/${instance}`]?.phase ?? 'none';
  }
}

export const crash = (one: ObservedInstance): ObservedInstance => ({
  ...one,
  run: { kind: 'failed', result: 'exit-code', exitStatus: 1 },
});
