import type { StrategyName } from '../model/definition.ts';
import type { ObservedInstance, SeenMachine } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import type { ChangeState, CheckVerdict, RolloutSettings, RolloutStep, RolloutVerdict } from './state.ts';

/** One change and the newest look at it. */
export interface Circumstances {
  readonly change: Change;
  /** `observed.at`. */
  readonly at: number;
  /** Null: unreachable. */
  readonly machine: SeenMachine | null;
  /** Absent things are given as absent; null only with the machine. */
  readonly observed: ObservedInstance | null;
  readonly verdicts: readonly CheckVerdict[];
  /** What served under the earlier name, while nothing good is known under this one. */
  readonly former: Former | null;
  readonly settings: RolloutSettings;
}

export interface Former {
  readonly instance: string;
  readonly release: string | null;
  /** Null: unreachable. */
  readonly observed: ObservedInstance | null;
}

export interface Advance {
  readonly state: ChangeState;
  readonly step: RolloutStep | null;
  readonly verdict: RolloutVerdict | null;
  /** When to look again though nothing happens; null: not for this. */
  readonly wakeAtMs: number | null;
  /** Begin nothing more, anywhere. */
  readonly halts: boolean;
}

/** A pure state machine: it says what is next, and neither waits nor acts. */
export interface Strategy {
  readonly name: StrategyName;
  /** The dependencies are satisfied and the machine was seen: what first? */
  begin(circumstances: Circumstances): Advance;
  advance(state: ChangeState, circumstances: Circumstances): Advance;
}

export function stays(state: ChangeState, wakeAtMs: number | null = null): Advance {
  return { state, step: null, verdict: null, wakeAtMs, halts: false };
}
