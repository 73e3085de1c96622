import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noSamples, type Sample, type Tally, withSample } from './tally.ts';

const thresholds = { successes: 2, failures: 3 };

/** `p`ass, `f`ail, `?`. */
function verdictOf(samples: string): Tally {
  const kinds = { p: 'pass', f: 'fail', '?': 'unknown' } as const;
  return [...samples].reduce(
    (verdict, letter) =>
      withSample(verdict, thresholds, { kind: kinds[letter as keyof typeof kinds], reason: letter }),
    noSamples,
  );
}

describe('the verdict of a check', () => {
  it.each([
    ['', 'pending'],
    ['p', 'pending'],
    ['pp', 'passing'],
    ['pfp', 'pending'],
    ['ff', 'pending'],
    ['fff', 'failing'],
    ['ffpff', 'pending'],
    ['p?p', 'passing'],
    ['f?f?f', 'failing'],
    ['????', 'pending'],
    ['ppff', 'passing'],
    ['ppfff', 'failing'],
    ['fffp', 'failing'],
    ['fffpp', 'passing'],
    ['pp????', 'passing'],
  ])('after %j is %s', (samples, state) => expect(verdictOf(samples).state).toBe(state));

  it('says why it is not passing', () => {
    expect(verdictOf('pf').reason).toBe('f');
    expect(verdictOf('f?').reason).toBe('?');
    expect(verdictOf('fpp').reason).toBe('');
  });

  it('never changes by an unknown sample', () => {
    const sample = fc.constantFrom<Sample['kind']>('pass', 'fail', 'unknown');
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 20 }), (kinds) => {
        const fold = (all: readonly Sample['kind'][]): Tally =>
          all.reduce((verdict, kind) => withSample(verdict, thresholds, { kind, reason: '' }), noSamples);
        expect(fold(kinds)).toEqual(fold(kinds.filter((kind) => kind !== 'unknown')));
      }),
    );
  });
});
