import type { ProcessIdentity } from './observed.ts';

/** Reads change nothing and may be repeated. */
export type ReadOperation =
  | { readonly kind: 'read'; readonly path: string; readonly maxBytes: number }
  | { readonly kind: 'digest'; readonly paths: readonly string[] }
  | { readonly kind: 'list'; readonly path: string }
  | { readonly kind: 'identity'; readonly pid: number }
  | Exec;

/** `argv[0]` is searched in PATH. Nothing here ever passes through a shell. */
export interface Exec {
  readonly kind: 'exec';
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  readonly timeoutMs: number;
  /** Of stdout and of stderr each; the rest is drained and dropped. */
  readonly maxOutputBytes: number;
  /** Exit statuses that mean success; default only 0. Others end the batch (mutations). */
  readonly accept?: readonly number[];
}

export type Mutation =
  /** Written beside, fsynced, renamed. Parent directories are made (0755, or 0700 below the state directory). */
  | {
      readonly kind: 'put';
      readonly path: string;
      readonly content: Content;
      readonly mode: string;
      readonly owner?: string;
      readonly group?: string;
      readonly when?: Precondition;
    }
  | { readonly kind: 'remove'; readonly path: string; readonly when?: Precondition }
  /** Only below the owner's state directory. */
  | { readonly kind: 'removeTree'; readonly path: string }
  | { readonly kind: 'makeDirectory'; readonly path: string; readonly mode: string }
  | {
      readonly kind: 'signal';
      readonly process: ProcessIdentity;
      readonly group: boolean;
      readonly signal: string;
    }
  | (Exec & { readonly when?: Precondition });

/** `file` copies what already lies on the machine. */
export type Content = { readonly bytes: string | Uint8Array } | { readonly file: string };

/** Checked on the machine, under its mutex, right before the operation. */
export type Precondition =
  | { readonly kind: 'absent'; readonly path: string }
  | { readonly kind: 'digest'; readonly path: string; readonly digest: string }
  | { readonly kind: 'process'; readonly process: ProcessIdentity }
  /** The argv prints exactly this (without the last newline). */
  | { readonly kind: 'output'; readonly argv: readonly string[]; readonly equals: string };

/** Who may write: a superseded lease or epoch, or an old sequence, is refused by the machine itself. */
export interface Fence {
  readonly lease: number;
  readonly epoch: number;
  readonly sequence: number;
}

/** One detached step: the machine finishes it though the line drops, and ends it after `maxLifeMs`. */
export interface Batch {
  /** `[A-Za-z0-9._-]{1,80}`; the same id gives the stored result again. */
  readonly id: string;
  readonly owner: string;
  readonly fence: Fence;
  readonly maxLifeMs: number;
  readonly operations: readonly Mutation[];
}

export type OperationResult =
  | { readonly kind: 'file'; readonly content: Uint8Array; readonly truncated: boolean }
  | { readonly kind: 'absent' }
  /** Aligned with `paths`; null: no regular file there. */
  | { readonly kind: 'digests'; readonly digests: readonly (string | null)[] }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | {
      readonly kind: 'identity';
      readonly process: ProcessIdentity;
      readonly group: number;
      readonly zombie: boolean;
    }
  | {
      readonly kind: 'exited';
      /** 128 + n where a signal ended it. */
      readonly status: number;
      readonly timedOut: boolean;
      readonly stdout: string;
      readonly stderr: string;
      readonly truncated: boolean;
    }
  | { readonly kind: 'done' }
  /** The precondition did not hold, or the thing was not as stated; nothing was done. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** An earlier operation of the batch did not succeed. */
  | { readonly kind: 'skipped' };

export type BatchResult =
  | { readonly kind: 'ended'; readonly results: readonly OperationResult[] }
  /** The fence: another holder, a later epoch, or an old sequence. Nothing was done. */
  | { readonly kind: 'superseded'; readonly by: Fence }
  /** Claimed, neither live nor ended: observe. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'running' }
  | { readonly kind: 'unknown' };

/** What a program said last, which is most often why it failed; bounded, for errors. */
export function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1)?.slice(0, 300) ?? '';
}
