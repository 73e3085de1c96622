import type { Json } from './json.ts';

/** One record of the journal. `hash` covers everything else and the hash before it in the same stack. */
export interface JournalEvent {
  readonly sequence: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly stack: string;
  readonly actor: string;
  readonly commit: string;
  readonly run: string;
  readonly event: EventBody;
  readonly previousHash: string;
  readonly hash: string;
}

export type EventBody =
  | { readonly kind: 'run-started'; readonly verb: string; readonly plan: Json }
  /** Before anything is sent: what this batch will do. */
  | {
      readonly kind: 'intent';
      readonly batch: string;
      readonly machine: string;
      readonly steps: readonly Step[];
    }
  | {
      readonly kind: 'outcome';
      readonly batch: string;
      readonly machine: string;
      readonly result: BatchOutcome;
      readonly failures: readonly StepFailure[];
    }
  | {
      readonly kind: 'verdict';
      readonly machine: string;
      readonly instance: string;
      readonly release: string;
      readonly verdict: VerdictWord;
      readonly reason: string;
    }
  | { readonly kind: 'act'; readonly verb: string; readonly target: string; readonly reason: string }
  | { readonly kind: 'run-ended'; readonly outcome: RunOutcome; readonly exitCode: number };

/** What became of what was sent. `void`: the machine never heard of it, so nothing was done. */
export type BatchOutcome = 'done' | 'failed' | 'refused' | 'superseded' | 'unknown' | 'void';

/** What became of a release; `put-back-incomplete`: the last good one should serve again, and was not seen to. */
export type VerdictWord = 'healthy' | 'rejected' | 'put-back' | 'put-back-incomplete' | 'gone';

export type RunOutcome =
  | 'done'
  | 'failed'
  | 'rolled-back'
  | 'halted'
  | 'incomplete'
  | 'interrupted'
  | 'denied'
  | 'waiting'
  | 'unreachable'
  | 'stale'
  | 'locked';

/** One transition of one instance. */
export interface Step {
  readonly address: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface StepFailure {
  readonly address: string;
  readonly reason: string;
}

/** What a command that changes things says while it runs; also NDJSON with `-o json`. */
export type Progress =
  | { readonly kind: 'planned'; readonly changes: number }
  | {
      readonly kind: 'step';
      readonly address: string;
      readonly action: string;
      readonly state:
        | 'waiting'
        | 'acting'
        | 'checking'
        | 'done'
        | 'failed'
        | 'putting-back'
        | 'put-back'
        | 'incomplete'
        | 'skipped'
        | 'unknown';
      readonly detail: string;
    }
  | {
      readonly kind: 'note';
      readonly code: string;
      readonly values: Readonly<Record<string, string | number>>;
    };
