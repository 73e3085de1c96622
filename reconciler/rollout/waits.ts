import { type Change, goesAway } from '../model/plan.ts';
import { type ChangeState, hasEnded } from '../strategies/state.ts';

export type Readiness = 'go' | 'wait' | 'never';

/** Who waits for whom: an index of a plan's changes by service. */
export function waits(
  changes: readonly Change[],
): (change: Change, stateOf: (address: string) => ChangeState) => Readiness {
  const ups = Map.groupBy(
    changes.filter((change) => !goesAway(change)),
    serviceOf,
  );
  const downs = Map.groupBy(changes.filter(goesAway), serviceOf);
  const awaited = (change: Change): readonly Change[] =>
    change.waitsFor.flatMap((service) => {
      const up = ups.get(service) ?? [];
      const down = downs.get(service) ?? [];
      if (goesAway(change)) return [...up, ...down];
      // Something that comes waits for what comes; for what goes only where it takes its place.
      if (up.length > 0 && service !== change.service) return up;
      return down.filter(({ machine }) => machine === change.machine);
    });
  return (change, stateOf) => {
    if (change.waitsFor.length === 0) return 'go';
    let readiness: Readiness = 'go';
    for (const { address } of awaited(change)) {
      const state = stateOf(address);
      if (state.phase === 'done') continue;
      if (hasEnded(state) || state.phase === 'putting-back') return 'never';
      readiness = 'wait';
    }
    return readiness;
  };
}

function serviceOf({ service }: Change): string {
  return service;
}
