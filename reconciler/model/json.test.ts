import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, sameJson } from './json.ts';

test('two values are the same exactly when their canonical JSON is', () => {
  const few = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(few, few, (a, b) => {
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      expect(sameJson(a, JSON.parse(JSON.stringify(a)))).toBe(true);
    }),
  );
});

test('a member that is undefined is none', () => {
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  expect(sameJson({ a: undefined }, { b: 1 })).toBe(false);
});
