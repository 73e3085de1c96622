import type { Check } from '../model/definition.ts';
import type { BatchOutcome, RunOutcome } from '../model/event.ts';
import type { ObservedInstance } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import {
  type ChangeState,
  type CheckVerdict,
  type RolloutStep,
  type RolloutVerdict,
  watchFrom,
} from '../strategies/state.ts';

export type {
  ChangeState,
  CheckVerdict,
  RolloutStep,
  RolloutVerdict,
} from '../strategies/state.ts';

/** How far an apply has come: plain data, by address. */
export interface Rollout {
  readonly states: Readonly<Record<string, ChangeState>>;
  /** Set: nothing new is begun; what is under way is finished or undone. */
  readonly stopped: 'interrupted' | 'superseded' | 'halted' | null;
}

/** Address → what its checks said since it became what it is. */
export type Verdicts = ReadonlyMap<string, readonly CheckVerdict[]>;

/** What is next. First `verdicts` into journal and ledger, then `steps` all at once, then `acted`, look, and turn again. */
export interface Turn {
  readonly rollout: Rollout;
  readonly verdicts: readonly RolloutVerdict[];
  readonly steps: readonly RolloutStep[];
  /** What to ask before the next turn, of the process that this look saw. */
  readonly checks: readonly CheckRequest[];
  /** When to look again, in the time of `observed.at`; null: as soon as the steps are answered. */
  readonly wakeAtMs: number | null;
  readonly finished: boolean;
  /** Set when finished. */
  readonly outcome: RunOutcome | null;
}

export interface CheckRequest {
  readonly address: string;
  readonly machine: string;
  readonly change: Change;
  readonly observed: ObservedInstance;
  readonly checks: readonly Check[];
  /** From then on a pass proves that it stays ready, so each is asked once more then; null: not known yet. */
  readonly provesFromMs: number | null;
}

/** What became of one step. */
export interface StepResult {
  readonly address: string;
  readonly result: BatchOutcome;
  readonly reason: string;
}

/** @param atMs in the time of `observed.at`. */
export function acted(rollout: Rollout, results: readonly StepResult[], atMs: number): Rollout {
  const states: Record<string, ChangeState> = { ...rollout.states };
  let { stopped } = rollout;
  for (const result of results) {
    const state = states[result.address];
    if (state === undefined) continue;
    states[result.address] = afterStep(state, result, atMs);
    if (result.result === 'superseded') stopped = 'superseded';
  }
  return { states, stopped };
}

function afterStep(state: ChangeState, { result, reason }: StepResult, atMs: number): ChangeState {
  const undone = result === 'failed' || result === 'refused' || result === 'void';
  const why = undone ? (reason === '' ? result : reason) : null;
  const watch = watchFrom(atMs, why, result === 'unknown');
  if (state.phase === 'acting') {
    return result === 'superseded' ? { phase: 'failed', reason: result } : { phase: 'checking', watch };
  }
  if (state.phase === 'putting-back' && state.step === 'acting') {
    return result === 'superseded'
      ? { phase: 'incomplete', reason: result }
      : { ...state, step: 'checking', watch };
  }
  return state;
}

/** First ^C: finish the current steps, begin nothing new. */
export function interrupt(rollout: Rollout): Rollout {
  return { ...rollout, stopped: rollout.stopped ?? 'interrupted' };
}
