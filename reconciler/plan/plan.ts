import type { DesiredInstance } from '../model/desired.ts';
import type { SeenMachine } from '../model/observed.ts';
import type { Change, Denial, Plan, PlannedMachine } from '../model/plan.ts';
import { machineContext } from './context.ts';
import { guard, guardMachine } from './guards.ts';
import { hintsOf } from './hints.ts';
import type { PlanInput } from './input.ts';
import { decideMachine, unreached } from './machine.ts';
import { ordered } from './order.ts';
import { isOurs, subjectOf } from './removal.ts';
import type { PlanRules } from './rules.ts';

/** Desired × gathered × observed → what must become true. Same input in any order, same plan. */
export function plan(input: PlanInput, rules: PlanRules): Plan {
  const wanted = Map.groupBy(input.desired.instances, ({ machine }) => machine);
  const observed = new Map(input.observed.machines.map((machine) => [machine.machine, machine]));
  const names = new Set([
    ...input.desired.machines.map(({ name }) => name),
    ...wanted.keys(),
    ...observed.keys(),
  ]);
  const machines: PlannedMachine[] = [];
  const changes: Change[] = [];
  const denials: Denial[] = [];
  const owned = { instances: 0, services: new Set<string>() };
  for (const machine of [...names].sort()) {
    const seen = observed.get(machine);
    const here = wanted.get(machine) ?? [];
    if (seen?.kind !== 'seen') {
      const reason = seen?.reason ?? '';
      machines.push({ machine, reached: false, reason, machineId: '' });
      changes.push(...here.map((instance) => unreached(instance, reason)));
      continue;
    }
    machines.push({ machine, reached: true, reason: '', machineId: seen.facts.machineId });
    planMachine(input, rules, seen, here, { changes, denials, owned });
  }
  changes.sort(byPlace);
  const guarded = guard(input, changes, owned);
  return {
    formatVersion: '1.0',
    id: input.id,
    stack: input.desired.stack,
    source: input.source,
    machines,
    changes: ordered(guarded.changes, input.desired.instances),
    denials: [...guarded.denials, ...denials.sort(byAddress)],
    hints: [...hintsOf(input.options, guarded.changes), ...guarded.hints],
  };
}

interface Collected {
  readonly changes: Change[];
  readonly denials: Denial[];
  readonly owned: { instances: number; readonly services: Set<string> };
}

function planMachine(
  input: PlanInput,
  rules: PlanRules,
  seen: SeenMachine,
  wanted: readonly DesiredInstance[],
  into: Collected,
): void {
  const context = machineContext(input, rules, seen);
  const decided = decideMachine(context, wanted);
  for (const { change, denials } of decided) {
    into.changes.push(change);
    for (const denial of denials) into.denials.push(denial);
  }
  into.denials.push(
    ...guardMachine(
      context,
      decided.map(({ change }) => change),
    ),
  );
  for (const instance of seen.instances) {
    if (!isOurs(context, instance)) continue;
    into.owned.instances += 1;
    into.owned.services.add(subjectOf(context, instance).service);
  }
}

function byPlace(left: Change, right: Change): number {
  return (
    compareText(left.machine, right.machine) ||
    compareText(left.instance, right.instance) ||
    compareText(left.address, right.address)
  );
}

function byAddress(left: Denial, right: Denial): number {
  return compareText(left.address ?? '', right.address ?? '') || compareText(left.code, right.code);
}

/** By code unit: a locale would make the order depend on the machine. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
