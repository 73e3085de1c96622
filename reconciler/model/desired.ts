import type { BackendName, Definition } from './definition.ts';
import type { Place } from './problem.ts';

/** The whole compiled desired state of one stack. */
export interface Desired {
  readonly stack: Stack;
  readonly machines: readonly Machine[];
  /** Sorted by machine, then instance. */
  readonly instances: readonly DesiredInstance[];
  /** Managed files' bytes by SHA-256. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Names of every secret that some instance refers to, sorted. */
  readonly secrets: readonly string[];
}

export interface Stack {
  readonly name: string;
  readonly ownerId: string;
  readonly environment: string;
  readonly prune: boolean;
  readonly maxPrune: Amount;
  /** Owner ids that this stack had before; what they own is ours. */
  readonly renamedFrom: readonly string[];
}

/** Under which of them something was done is no matter: all of it is ours. */
export function ownersOf(stack: Pick<Stack, 'ownerId' | 'renamedFrom'>): readonly string[] {
  return [stack.ownerId, ...stack.renamedFrom];
}

export type Amount = { readonly count: number } | { readonly percent: number };

/** `25%` of few is never nothing: max(1, floor). */
export function amountOf(amount: Amount, total: number): number {
  return 'count' in amount ? amount.count : Math.max(1, Math.floor((amount.percent * total) / 100));
}

export interface Machine {
  readonly name: string;
  /** `local` is the machine that provctl runs on. */
  readonly connection: { readonly kind: 'local' } | SshConnection;
  readonly labels: Readonly<Record<string, string>>;
  readonly fleet: string | null;
}

export interface SshConnection {
  readonly kind: 'ssh';
  readonly address: string;
  readonly port: number;
  readonly user?: string;
  readonly credential?: string;
  /** Whom the runner is started as, when not as the login. */
  readonly become?: 'sudo';
  /** The machine whose sshd makes the connection; it may itself be reached over another. */
  readonly jump?: SshHop;
}

export interface SshHop extends SshConnection {
  readonly machine: string;
}

export interface DesiredInstance {
  readonly machine: string;
  /** `auto` is decided by what the machine has (plan). Its definition says `process` until then. */
  readonly backend: BackendName | 'auto';
  readonly definition: Definition;
  /** Where each top-level field of the spec stands, for plans and errors; not part of any hash. */
  readonly places: Readonly<Record<string, Place>>;
  readonly renamedFrom: readonly string[];
  /** Take over the foreign thing of that name, by compare-and-swap on what the plan showed. */
  readonly adopt: boolean;
  /** Somebody wrote `boot`; else it follows from the backend that `auto` becomes. */
  readonly isBootGiven: boolean;
}
