import { describe, expect, test } from 'vitest';
import { whyText } from './why.ts';

describe('why a step ended as it did', () => {
  test.each([
    ['dependency', 'a service that it depends on is not ready'],
    ['crashlooping 2', 'its program ended by itself (restarts: 2)'],
    ['exit-code 3', 'its program ended with status 3'],
    ['supervisor-died', 'its supervisor is gone'],
    ['deadline: not-installed', 'not ready in time: it is not installed'],
    ['deadline: up: nothing listens on port 80', 'not ready in time: up: nothing listens on port 80'],
  ])('is told in words: %s', (reason, words) => {
    expect(whyText(reason)).toBe(words);
  });

  test.each(['', 'up: nothing listens on port 80', 'Result=weird', 'toString', 'deadline'])(
    'leaves the words of others as they are: %s',
    (reason) => {
      expect(whyText(reason)).toBe(reason);
    },
  );
});
