import type { Check } from '../model/definition.ts';

/** What one probe saw. `unknown`: it could not tell whether the thing meant answered. */
export interface Sample {
  readonly kind: 'pass' | 'fail' | 'unknown';
  /** For people; '' where there is nothing to explain. */
  readonly reason: string;
}

/** What the samples of one check say so far; what follows from it for a change is a verdict of the rollout. */
export interface Tally {
  readonly state: 'pending' | 'passing' | 'failing';
  /** In a row, up to now. */
  readonly successes: number;
  readonly failures: number;
  /** Of the newest sample that did not pass. */
  readonly reason: string;
}

export const noSamples: Tally = { state: 'pending', successes: 0, failures: 0, reason: '' };

type Thresholds = Pick<Check, 'successes' | 'failures'>;

/** One more sample. Unknown holds: it neither counts nor breaks a row, so it neither promotes nor rejects. */
export function withSample(tally: Tally, thresholds: Thresholds, sample: Sample): Tally {
  switch (sample.kind) {
    case 'unknown':
      return { ...tally, reason: sample.reason };
    case 'pass': {
      const successes = tally.successes + 1;
      const state = successes >= thresholds.successes ? 'passing' : tally.state;
      return { state, successes, failures: 0, reason: state === 'passing' ? '' : tally.reason };
    }
    case 'fail': {
      const failures = tally.failures + 1;
      const state = failures >= thresholds.failures ? 'failing' : tally.state;
      return { state, successes: 0, failures, reason: sample.reason };
    }
  }
}
