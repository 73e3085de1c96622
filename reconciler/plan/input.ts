import type { Desired } from '../model/desired.ts';
import type { Observed } from '../model/observed.ts';
import type { PlanSource } from '../model/plan.ts';

export interface PlanInput {
  readonly id: string;
  readonly desired: Desired;
  readonly observed: Observed;
  readonly source: PlanSource;
  /** Machine → secret name → salted digest. */
  readonly secretDigests: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Commits named in marks and anchors that are HEAD or its ancestors. */
  readonly ancestors: ReadonlySet<string>;
  readonly options: PlanOptions;
}

export interface PlanOptions {
  /** Only these: `api`, `web-1/api`, `web-1/*`. Empty: all. */
  readonly targets: readonly string[];
  readonly excludes: readonly string[];
  /** Stop and start these though nothing changed. */
  readonly replace: readonly string[];
  readonly allowEmpty: boolean;
  readonly allowDirty: boolean;
  readonly takeOver: boolean;
  /** Plan the removal of everything that is ours. */
  readonly destroy: boolean;
  /** Take off our marks, leave the things running. */
  readonly forget: readonly string[];
  /** Adopt these foreign things. */
  readonly adopt: readonly string[];
  /** Only what drifted: nothing is created or removed. */
  readonly refreshOnly: boolean;
  /** From `start`, `stop`, `restart`, `reload`. */
  readonly imperative: {
    readonly verb: 'start' | 'stop' | 'restart' | 'reload';
    readonly names: readonly string[];
  } | null;
}

export const noOptions: PlanOptions = {
  targets: [],
  excludes: [],
  replace: [],
  allowEmpty: false,
  allowDirty: false,
  takeOver: false,
  destroy: false,
  forget: [],
  adopt: [],
  refreshOnly: false,
  imperative: null,
};
