import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closest, distanceOf } from './closest.ts';

it.each([
  ['roling', 'rolling'],
  ['canray', 'canary'],
  ['RECREATE', 'recreate'],
  ['blue', 'blueGreen'],
  ['TERM', 'SIGTERM'],
  ['xyz', null],
  ['', null],
  ['r', null],
  ['x'.repeat(1000), null],
])('%j most probably meant %j', (word, meant) => {
  expect(closest(word, ['recreate', 'rolling', 'blueGreen', 'canary', 'SIGTERM', 'SIGINT'])).toBe(meant);
});

it('prefers the nearer of two', () => {
  expect(closest('restrat', ['adopt', 'restart', 'restore'])).toBe('restart');
});

it('is a distance: the same both ways, nothing between equals', () => {
  const word = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(distanceOf(a, b, 99)).toBe(distanceOf(b, a, 99));
      expect(distanceOf(a, a, 99)).toBe(0);
      expect(distanceOf(a, b, 2)).toBe(Math.min(2, distanceOf(a, b, 99)));
    }),
  );
});
