import type { Observed, ObservedInstance, Run, SeenMachine } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import { applyChange, markedAs } from './model-machine.ts';

/** One step on the imagined machines: the change itself, the last good release again, or a stop. */
export function stepInModel(
  observed: Observed,
  step: {
    readonly change: Change;
    readonly kind: 'forward' | 'put-back' | 'stop';
    readonly release: string | null;
  },
): Observed {
  const { change, kind } = step;
  return mapMachine(observed, change.machine, (machine) => {
    if (kind === 'forward') return { ...applyChange(machine, change), ledger: machine.ledger };
    const { before } = change;
    return mapInstance(machine, change, (one) => {
      if (kind === 'stop') return { ...one, run: { kind: 'stopped' } };
      if (before.definition === null || before.mark === null) return one;
      return {
        ...one,
        installed: markedAs(before.definition, before.mark),
        run: runningAs(before.mark.restartHash, before.mark.release),
      };
    });
  });
}

export function mapInstance(
  machine: SeenMachine,
  which: { readonly instance: string; readonly backend: string },
  change: (one: ObservedInstance) => ObservedInstance,
): SeenMachine {
  return {
    ...machine,
    instances: machine.instances.map((one) =>
      one.instance === which.instance && one.backend === which.backend ? change(one) : one,
    ),
  };
}

export function mapMachine(
  observed: Observed,
  name: string,
  change: (machine: SeenMachine) => SeenMachine,
): Observed {
  return {
    ...observed,
    machines: observed.machines.map((machine) =>
      machine.machine === name && machine.kind === 'seen' ? change(machine) : machine,
    ),
  };
}

export function runningAs(restartHash: string, release: string, invocation = 'back-1'): Run {
  return {
    kind: 'running',
    process: { bootId: 'boot-1', pid: 1, start: invocation },
    invocation,
    restarts: 0,
    restartHash,
    reloadHash: null,
    release,
    startedAtMs: 0,
  };
}
