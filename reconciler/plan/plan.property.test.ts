import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observed } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import { applyToModel } from '../testing/model-machine.ts';
import { sampleInput, sampleOwner, sampleRules } from '../testing/samples.ts';
import { desiredStates, fleetOf, fleets } from '../testing/worlds.ts';
import { denialOf } from './denials.ts';
import { hashesOf } from './hashes.ts';
import { plan } from './plan.ts';
import { fromSaved, toSaved } from './saved.ts';
import { staleness } from './staleness.ts';
import { actionable } from './summary.ts';

const runs = { numRuns: 60 };

const planned = (desired: Parameters<typeof sampleInput>[0], observed: Observed): Plan =>
  plan(sampleInput(desired, observed, { allowEmpty: true }), sampleRules);

const permitted = (made: Plan) => {
  const denied = denialOf(made);
  return actionable(made).filter((change) => denied(change) === null);
};

test('gives the same plan in whatever order its input comes', () => {
  fc.assert(
    fc.property(desiredStates, fleets, fc.infiniteStream(fc.nat()), (desired, observed, stream) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((item) => ({ item, at: stream.next().value as number }))
          .sort((left, right) => left.at - right.at)
          .map(({ item }) => item);
      const otherDesired = {
        ...desired,
        machines: shuffled(desired.machines),
        instances: shuffled(desired.instances),
      };
      const otherObserved = {
        ...observed,
        machines: shuffled(observed.machines).map((machine) =>
          machine.kind === 'seen' ? { ...machine, instances: shuffled(machine.instances) } : machine,
        ),
      };
      expect(planned(otherDesired, otherObserved)).toEqual(planned(desired, observed));
    }),
    runs,
  );
});

test('reaches what is wanted, and is then empty', () => {
  fc.assert(
    fc.property(desiredStates, fleets, (desired, observed) => {
      const reached = applyToModel(planned(desired, observed), observed);
      expect(permitted(planned(desired, reached))).toEqual([]);
      const untouchable = new Set(
        planned(desired, observed)
          .changes.filter(({ action, reason }) => action === 'none' && reason !== 'converged')
          .map(({ address }) => address),
      );
      for (const { machine, definition } of desired.instances) {
        if (untouchable.has(`${machine}/${definition.instance}`)) continue;
        const found = reached.machines.find((one) => one.machine === machine);
        const one =
          found?.kind === 'seen' && found.instances.find((it) => it.instance === definition.instance);
        expect(one).toMatchObject({
          run: { kind: 'running', restartHash: hashesOf(definition).restart },
          installed: { mark: { specHash: hashesOf(definition).spec } },
        });
      }
    }),
    runs,
  );
});

test('removes only what carries our mark for this machine, and nothing that is wanted', () => {
  fc.assert(
    fc.property(desiredStates, fleets, (desired, observed) => {
      const wanted = new Set(desired.instances.map((one) => `${one.machine}/${one.definition.instance}`));
      for (const change of planned(desired, observed).changes) {
        if (change.action !== 'delete') continue;
        expect(wanted).not.toContain(change.address);
        const { mark } = change.before;
        if (mark === null) expect(change.before.run).toBe('running');
        else expect(mark).toMatchObject({ owner: sampleOwner, machineId: `id-of-${change.machine}` });
      }
    }),
    runs,
  );
});

test('restarts if and only if the restart hash differs', () => {
  fc.assert(
    fc.property(desiredStates, desiredStates, (before, after) => {
      const { changes } = planned(after, fleetOf(before));
      for (const { machine, definition } of after.instances) {
        const old = before.instances.find(
          (one) => one.machine === machine && one.definition.instance === definition.instance,
        );
        if (old === undefined) continue;
        const change = changes.find(({ address }) => address === `${machine}/${definition.instance}`);
        const differs = hashesOf(old.definition).restart !== hashesOf(definition).restart;
        expect(change?.action === 'restart').toBe(differs);
      }
    }),
    runs,
  );
});

test('touches nothing on a machine that was not reached', () => {
  fc.assert(
    fc.property(desiredStates, fleets, (desired, observed) => {
      const down = new Set(
        observed.machines.filter(({ kind }) => kind !== 'seen').map(({ machine }) => machine),
      );
      expect(actionable(planned(desired, observed)).filter(({ machine }) => down.has(machine))).toEqual([]);
    }),
    runs,
  );
});

test('comes back whole from a file, and is not stale while nothing moved', () => {
  fc.assert(
    fc.property(desiredStates, fleets, (desired, observed) => {
      const made = planned(desired, observed);
      const text = JSON.stringify(toSaved(made));
      const { plan: read } = fromSaved(text, text.length);
      expect(JSON.stringify(toSaved(read))).toBe(text);
      expect(staleness(read, planned(desired, observed))).toEqual([]);
    }),
    runs,
  );
});
