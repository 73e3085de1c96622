import type { World } from '../../reconciler/pass/world.ts';
import type { Store } from '../../reconciler/record/store.ts';

/** A controller whose journal fails from its Nth word on: whatever it had sent until then is done, and nothing after. */
export function dyingAt(moment: number): (world: World) => World {
  let moments = 0;
  const live = (): void => {
    moments += 1;
    if (moments >= moment) throw new Died();
  };
  return (world) => ({ ...world, store: async () => mortal(await world.store(), live) });
}

export class Died extends Error {
  override readonly name = 'Died';
}

function mortal(store: Store, live: () => void): Store {
  return {
    journal: store.journal,
    async append(draft) {
      live();
      return await store.append(draft);
    },
    async appendAll(drafts) {
      live();
      return await store.appendAll(drafts);
    },
    events: (filter) => store.events(filter),
    head: (stack) => store.head(stack),
    verify: (stack) => store.verify(stack),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
