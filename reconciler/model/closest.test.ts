import { expect, it } from 'vitest';
import { closest } from './closest.ts';

it.each([
  ['roling', 'rolling'],
  ['canray', 'canary'],
  ['RECREATE', 'recreate'],
  ['xyz', undefined],
  ['', undefined],
  ['r', undefined],
  ['x'.repeat(1000), undefined],
])('%j most probably meant %j', (name, meant) => {
  expect(closest(name, ['recreate', 'rolling', 'blueGreen', 'canary'])).toBe(meant);
});
