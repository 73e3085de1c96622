import type { BackendName, Definition } from '../model/definition.ts';
import type { MachineFacts, Mark, ObservedInstance } from '../model/observed.ts';
import type { Mutation, OperationResult, ReadOperation } from '../model/operation.ts';
import type { Secret } from '../model/secret.ts';

/**
 * What a service is on a target. A backend touches nothing: it says what to ask, reads the answers, and turns a
 * transition into operations. So it works over every transport, and its tests are data.
 */
export interface Backend {
  readonly name: BackendName;
  /** Every field of the service spec that a backend may differ in. */
  readonly support: Readonly<Record<PortableField, Support>>;
  available(facts: MachineFacts): boolean;
  /** Why this definition cannot be honoured here: field → message code. Empty: it can. */
  refusals(context: BackendContext, definition: Definition): readonly Refusal[];
  /** The file that carries the mark. */
  path(context: BackendContext, instance: string): string;
  /** What is written there. Same input, same bytes. */
  render(context: BackendContext, definition: Definition, mark: Mark): string;
  /** The 0600 file of a release from which what it starts gets its secrets. @throws where it cannot carry a value. */
  secretsFile(
    context: BackendContext,
    release: string,
    secrets: ReadonlyMap<string, Secret>,
  ): { readonly path: string; readonly text: string };
  observe(context: BackendContext, instances: readonly string[]): readonly ReadOperation[];
  /** One entry for each instance asked for, and for every further one that carries this owner's mark. */
  parse(
    context: BackendContext,
    instances: readonly string[],
    results: readonly OperationResult[],
  ): readonly ObservedInstance[];
  stages(context: BackendContext, transition: Transition): Stages;
  /** Its log lines carry their time, so that `since` can be honoured; others are asked without. */
  readonly datesLogs: boolean;
  /** What is in force before and after an adoption, values masked; null: they cannot be read as a whole. */
  adoption?(context: BackendContext, observed: ObservedInstance, mark: Mark): AdoptionTexts | null;
  logs(context: BackendContext, instances: readonly string[], options: LogOptions): readonly string[];
  /** The text inside one printed line; null: nothing to show. Absent: lines are texts as they stand. */
  logText?(line: string): string | null;
}

export interface AdoptionTexts {
  readonly before: string;
  readonly after: string;
}

export type Support = 'native' | 'emulated' | 'unsupported';

export const portableFields = [
  'command',
  'env',
  'env.secret',
  'cwd',
  'user',
  'group',
  'umask',
  'files',
  'artifact',
  'restart.policy',
  'restart.delay',
  'restart.maxDelay',
  'restart.burst',
  'stop.signal',
  'stop.timeout',
  'reload',
  'limits.memory',
  'limits.openFiles',
  'limits.processes',
  'limits.cpus',
  'logs',
  'schedule',
  'boot',
  'systemd',
  'launchd',
] as const;
export type PortableField = (typeof portableFields)[number];

export interface BackendContext {
  readonly facts: MachineFacts;
  readonly owner: string;
  /** `<stateRoot>/<owner>`: ledger, releases, instances. */
  readonly ownerDirectory: string;
  /** Whose marks in that directory are as good as the owner's own. */
  readonly formerOwners?: readonly string[];
}

export interface Refusal {
  readonly field: string;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export function refusal(field: string, code: string, values: Refusal['values'] = {}): Refusal {
  return { field, code, values };
}

/** What an instance's release looks like on the machine. */
export function releaseDirectory(context: BackendContext, release: string): string {
  return `${context.ownerDirectory}/releases/${release}`;
}

export type Transition =
  /** Bring what is installed to `definition` and do what `run` says. */
  | {
      readonly kind: 'converge';
      readonly definition: Definition;
      readonly mark: Mark;
      readonly observed: ObservedInstance;
      /** Write the definition file (its bytes must still be `observed.installed.digest`). */
      readonly install: boolean;
      readonly run: 'start' | 'restart' | 'reload' | 'stop' | 'none';
    }
  /** Stop, remove what carries our mark, and leave nothing in the manager. */
  | { readonly kind: 'remove'; readonly observed: ObservedInstance }
  /** Take the mark off and leave the thing running as it is. */
  | { readonly kind: 'forget'; readonly observed: ObservedInstance }
  /** Our drop-in beside the foreign unit; no restart. */
  | {
      readonly kind: 'adopt';
      readonly definition: Definition;
      readonly mark: Mark;
      readonly observed: ObservedInstance;
    };

/**
 * Operations by stage; act sends each stage for all instances of a wave before the next, and equal operations once.
 * A `joined` one becomes a single exec over all arguments of the wave: its exit status proves nothing for one
 * instance, so only the look afterwards counts.
 */
export interface Stages {
  readonly before: readonly StageOperation[];
  readonly install: readonly StageOperation[];
  readonly manager: readonly StageOperation[];
  readonly activate: readonly StageOperation[];
  readonly cleanup: readonly StageOperation[];
}

export type StageOperation = Mutation | Joined;

export interface Joined {
  readonly kind: 'joined';
  readonly prefix: readonly string[];
  readonly argument: string;
  readonly timeoutMs: number;
}

export const noStages: Stages = { before: [], install: [], manager: [], activate: [], cleanup: [] };

export interface LogOptions {
  readonly lines: number;
  readonly follow: boolean;
  /** Seconds since the epoch. */
  readonly since: number | null;
}
