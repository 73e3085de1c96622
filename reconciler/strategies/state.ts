import type { VerdictWord } from '../model/event.ts';
import type { Change } from '../model/plan.ts';

/** Where one change stands. Plain data: it is journalled, and a new controller begins from plan and look instead. */
export type ChangeState =
  /** Nothing was sent. */
  | { readonly phase: 'waiting' }
  /** Sent, no answer yet. */
  | { readonly phase: 'acting' }
  /** Answered; not ready until it was seen to be. */
  | { readonly phase: 'checking'; readonly watch: Watch }
  /** The release is rejected; `release` must come back, or (null: there is none) the thing be stopped. */
  | {
      readonly phase: 'putting-back';
      readonly step: 'due' | 'acting' | 'checking';
      readonly release: string | null;
      /** The earlier name under which it must come back, in place of what has a new one. */
      readonly under?: string;
      readonly reason: string;
      readonly watch: Watch;
    }
  | { readonly phase: Ended; readonly reason: string };

export type Ended =
  | 'done'
  /** Not as wanted, and nothing was put back: nothing had moved, there was nothing to go back to, or `halt`. */
  | 'failed'
  /** Serves the last good release again, and was seen to. */
  | 'put-back'
  /** Should serve the last good release again, and was not seen to. */
  | 'incomplete'
  /** Never begun. */
  | 'skipped'
  /** Sent, and nobody could see what became of it. */
  | 'unknown';

/** What is remembered between two looks at something that is becoming ready. Times are `observed.at`. */
export interface Watch {
  readonly sinceMs: number;
  /** Why the batch did not do what it should; the next look decides what that means. */
  readonly actFailure: string | null;
  /** The line broke before the answer: what is seen may still be from before. */
  readonly unsure: boolean;
  readonly baseline: Baseline | null;
}

/** One undisturbed stretch of one process. */
export interface Baseline {
  readonly invocation: string;
  readonly restarts: number;
  readonly sinceMs: number;
}

/** What a check says of one process. `fail`: as often in a row as it takes, so it is final for this process. */
export interface CheckVerdict {
  readonly name: string;
  readonly verdict: 'pass' | 'fail' | 'pending' | 'unknown';
  /** The process that it speaks of; null: of whichever runs. */
  readonly invocation: string | null;
  /** When the newest answer was asked for, in the time of `observed.at`; null: it was not a pass. */
  readonly passedAtMs: number | null;
  readonly detail: string;
}

/** One thing to do on one machine now. */
export interface RolloutStep {
  readonly address: string;
  readonly machine: string;
  readonly change: Change;
  /** `forward`: what the change says. `put-back`: bring `release` back from what lies on the machine. */
  readonly kind: 'forward' | 'put-back' | 'stop';
  readonly release: string | null;
  /** Put back under this earlier name, once what the change created is out of its way. */
  readonly under?: string;
}

/** To be journalled and remembered in the ledger before the steps of the same turn are sent. */
export interface RolloutVerdict {
  readonly address: string;
  readonly machine: string;
  readonly instance: string;
  readonly release: string;
  readonly verdict: VerdictWord;
  readonly reason: string;
}

export interface RolloutSettings {
  /** Between two looks at what is becoming ready. */
  readonly lookEveryMs: number;
  /** For something to be gone, beside its own stop timeout. */
  readonly goneDeadlineMs: number;
}

export function watchFrom(sinceMs: number, actFailure: string | null = null, unsure = false): Watch {
  return { sinceMs, actFailure, unsure, baseline: null };
}

export function hasEnded(state: ChangeState): state is Extract<ChangeState, { phase: Ended }> {
  return !['waiting', 'acting', 'checking', 'putting-back'].includes(state.phase);
}
