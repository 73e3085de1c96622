import { expect, it } from 'vitest';
import { allGenerated, isStale } from './generate.ts';

it('finds everything generated as its sources say', async () => {
  expect((await allGenerated()).filter(isStale).map((file) => file.path)).toEqual([]);
});
