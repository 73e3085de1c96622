import type { Check } from '../model/definition.ts';

/** What one probe saw. `unknown`: it could not tell whether the thing meant answered. */
export interface Sample {
  readonly kind: 'pass' | 'fail' | 'unknown';
  /** For people; '' where there is nothing to explain. */
  readonly reason: string;
}

/** What the samples of one check say so far. */
export interface CheckVerdict {
  readonly state: 'pending' | 'passing' | 'failing';
  /** In a row, up to now. */
  readonly successes: number;
  readonly failures: number;
  /** Of the newest sample that did not pass. */
  readonly reason: string;
}

export const noSamples: CheckVerdict = { state: 'pending', successes: 0, failures: 0, reason: '' };

type Thresholds = Pick<Check, 'successes' | 'failures'>;

/** One more sample. Unknown holds: it neither counts nor breaks a row, so it neither promotes nor rejects. */
export function withSample(verdict: CheckVerdict, thresholds: Thresholds, sample: Sample): CheckVerdict {
  switch (sample.kind) {
    case 'unknown':
      return { ...verdict, reason: sample.reason };
    case 'pass': {
      const successes = verdict.successes + 1;
      const state = successes >= thresholds.successes ? 'passing' : verdict.state;
      return { state, successes, failures: 0, reason: state === 'passing' ? '' : verdict.reason };
    }
    case 'fail': {
      const failures = verdict.failures + 1;
      const state = failures >= thresholds.failures ? 'failing' : verdict.state;
      return { state, successes: 0, failures, reason: sample.reason };
    }
  }
}
