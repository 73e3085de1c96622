import { expect, it } from 'vitest';
import type { Backend } from '../backends/backend.ts';
import type { OperationResult, ReadOperation } from '../model/operation.ts';
import { sampleFacts } from '../testing/samples.ts';
import type { Session } from '../transports/session.ts';
import { openAhead } from './ahead.ts';
import type { World } from './world.ts';

const stack = 'kind: Stack\nspec:\n  ownerId: shop-7f3k2m9q # once\n';
const ledger: ReadOperation = {
  kind: 'read',
  path: '/var/lib/provctl/shop-7f3k2m9q/ledger.json',
  maxBytes: 4194304,
};
const other: ReadOperation = { kind: 'list', path: '/elsewhere' };

/** A machine that says how often it was asked each thing. */
function place(fails = false) {
  const asked: string[] = [];
  const session = {
    facts: sampleFacts('local'),
    async read(operations: readonly ReadOperation[]): Promise<readonly OperationResult[]> {
      asked.push(...operations.map((operation) => ('path' in operation ? operation.path : operation.kind)));
      if (fails && asked.length < 3) throw new Error('lost');
      return operations.map((operation) => ({
        kind: 'names',
        names: ['path' in operation ? operation.path : ''],
      }));
    },
  } as unknown as Session;
  const transports = [{ kind: 'local' as const, open: () => Promise.resolve(session) }];
  return {
    asked,
    world: { transports, backends: [] as readonly Backend[], stateRoot: null } as unknown as World,
  };
}

const times = (asked: readonly string[], path: string) => asked.filter((one) => one === path).length;

it('uses an answer for the very question that it was given to, once', async () => {
  const { asked, world } = place();
  const session = await openAhead(world, stack);
  const first = await session?.read([other, ledger]);
  expect(first).toEqual([
    { kind: 'names', names: ['/elsewhere'] },
    { kind: 'names', names: [ledger.path] },
  ]);
  expect(times(asked, ledger.path)).toBe(1);
  await session?.read([ledger]);
  expect(times(asked, ledger.path)).toBe(2);
});

it('asks nothing ahead without a guess of the owner', async () => {
  const { asked, world } = place();
  await openAhead(world, 'kind: Stack\n');
  await openAhead(world, null);
  expect(asked).toEqual([]);
});

it('asks again what could not be answered ahead', async () => {
  const { world } = place(true);
  const session = await openAhead(world, stack);
  expect(await session?.read([ledger])).toEqual([{ kind: 'names', names: [ledger.path] }]);
});
