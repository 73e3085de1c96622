import type { BackendName, Definition } from './definition.ts';
import type { Stack } from './desired.ts';
import type { Mark } from './observed.ts';
import type { Place } from './problem.ts';

/** What must become true, from what was seen; the only transitions that an apply may execute (or undo). */
export interface Plan {
  readonly formatVersion: '1.0';
  readonly id: string;
  readonly stack: Stack;
  readonly source: PlanSource;
  readonly machines: readonly PlannedMachine[];
  /** Sorted by machine, then instance; `none` changes are left out of saved plans, never of this one. */
  readonly changes: readonly Change[];
  /** Why nothing may be applied though it could be planned. */
  readonly denials: readonly Denial[];
  readonly hints: readonly Hint[];
}

export interface PlanSource {
  readonly commit: string;
  readonly subject: string;
  readonly branch: string;
  readonly dirty: boolean;
  readonly shallow: boolean;
}

export interface PlannedMachine {
  readonly machine: string;
  readonly reached: boolean;
  /** Why not, when not. */
  readonly reason: string;
  readonly machineId: string;
}

export const actions = [
  'create',
  'update',
  'replace',
  'restart',
  'reload',
  'start',
  'stop',
  'delete',
  'adopt',
  'forget',
  'none',
] as const;
export type Action = (typeof actions)[number];

export interface Change {
  /** `machine/instance`. */
  readonly address: string;
  readonly machine: string;
  readonly service: string;
  readonly instance: string;
  readonly backend: BackendName;
  readonly action: Action;
  /** Closed list, shown through the catalogue (`[reason.CODE]`). */
  readonly reason: ReasonCode;
  /** What the reader should know beside it: who holds, what failed. */
  readonly detail: string;
  readonly paths: readonly ChangedPath[];
  readonly before: InstanceState;
  readonly after: InstanceState;
  /** Digest of the stable facts seen (no pid, no time): a saved plan is refused when it differs. */
  readonly fingerprint: string;
  /** Drift: reality moved though the desired state did not. */
  readonly drift: boolean;
  /** Left alone: by whom and why is in `detail`. */
  readonly held: boolean;
  /** The earlier name under which the last good release is known until there is one under this. */
  readonly formerly?: string;
  /** Services of the same plan that must be healthy (up) or gone (down) first; its own: gone from elsewhere there. */
  readonly waitsFor: readonly string[];
}

/** Something is done about it. */
export function isActive(change: Pick<Change, 'action'>): boolean {
  return change.action !== 'none';
}

/** Afterwards it runs no more for us, so it waits for those that depend on it instead of the other way round. */
export function goesAway(change: Pick<Change, 'action'>): boolean {
  return change.action === 'delete' || change.action === 'forget' || change.action === 'stop';
}

export const reasonCodes = [
  'converged',
  'not-installed',
  'definition-changed',
  'files-changed',
  'secret-changed',
  'edited-by-hand',
  'unit-missing',
  'file-drifted',
  'not-running',
  'failed',
  'running-old-definition',
  'not-loaded',
  'boot-differs',
  'overridden',
  'backend-changed',
  'renamed',
  'not-declared',
  'adoptable',
  'replace-requested',
  'held',
  'rejected',
  'protected',
  'prune-off',
  'foreign',
  /** Our mark, but written for another machine or path. */
  'mark-copied',
  'other-owner',
  'unreachable',
  'unsupported',
  'forget-requested',
  'destroy-requested',
  'stop-requested',
  'put-back',
  'excluded',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface ChangedPath {
  /** Dotted path in the spec: `command`, `env.LOG_LEVEL`, `files./etc/api.toml`. */
  readonly path: string;
  /** Shown values, secrets as `(secret)`; null: there was none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly at: Place | null;
}

export interface InstanceState {
  readonly release: string | null;
  readonly definition: Definition | null;
  readonly mark: Mark | null;
  readonly path: string | null;
  /** SHA-256 of the installed file, the precondition of what replaces it; null: absent. */
  readonly digest: string | null;
  /** Short word for people: `running`, `stopped`, `failed (exit-code 1)`. */
  readonly run: string;
}

export const denialCodes = [
  'prune-limit',
  'prune-empty',
  'dirty',
  'shallow',
  'foreign',
  'other-owner',
  'not-an-ancestor',
  'rejected',
  'unsupported',
  'protected',
  'restored-machine',
  'restored-ledger',
] as const;
export type DenialCode = (typeof denialCodes)[number];

/** Something that stops an apply as a whole or one change, with exit code 7. */
export interface Denial {
  readonly code: DenialCode;
  /** `machine/instance`, or `machine/*` for all of it; null: of the whole plan (see plan/denials.ts). */
  readonly address: string | null;
  readonly values: Readonly<Record<string, string | number>>;
}

export const hintCodes = ['looks-renamed', 'targeted', 'names-nothing', 'deletions-withheld'] as const;

export interface Hint {
  readonly code: (typeof hintCodes)[number];
  readonly values: Readonly<Record<string, string | number>>;
}
