import type { Duplex } from 'node:stream';
import type { Machine } from '../model/desired.ts';
import type { MachineFacts } from '../model/observed.ts';
import type { Batch, BatchResult, OperationResult, ReadOperation } from '../model/operation.ts';

/** How a machine is reached; one file each, and one line in the registry. */
export interface Transport {
  readonly kind: Machine['connection']['kind'];
  /**
   * Opens a line and hears the runner's first frame.
   * @throws ProvctlError `transport.*` when the machine cannot be reached or answers as something else.
   */
  open(machine: Machine, options: SessionOptions): Promise<Session>;
}

export interface SessionOptions {
  /** Where provctl keeps its things on the machine; the owner's directory is one below it. Null: where that login keeps such things. */
  readonly stateRoot: string | null;
  readonly signal?: AbortSignal;
}

/** One open line to one machine. Calls may overlap; the machine executes them in the order they were made. */
export interface Session extends AsyncDisposable {
  readonly facts: MachineFacts;
  /** One round trip for all of them, in order; one that fails does not stop the next. */
  read(operations: readonly ReadOperation[], signal?: AbortSignal): Promise<readonly OperationResult[]>;
  /** Rejects with `transport.lost` when the line dropped first: the outcome is then unknown, so read it back. */
  mutate(batch: Batch, signal?: AbortSignal): Promise<BatchResult>;
  /** What became of a batch sent before, by this or another session. */
  readBack(owner: string, batch: string): Promise<BatchResult>;
  lease(owner: string, request: LeaseRequest): Promise<LeaseAnswer>;
  /** Bytes that a program on the machine prints, as they come; ends with the program or the signal. */
  stream(argv: readonly string[], signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** A connection made from the machine. */
  dial(host: string, port: number, signal?: AbortSignal): Promise<Duplex>;
}

export type LeaseRequest =
  /**
   * `force` takes over from a live holder (and ends its detached steps first); with `lease`, only if that is still the
   * newest, so that nobody takes from another than he meant.
   */
  | {
      readonly kind: 'take';
      readonly holder: string;
      readonly lifeMs: number;
      readonly force: boolean;
      readonly lease?: number;
    }
  | { readonly kind: 'renew'; readonly lease: number; readonly lifeMs: number }
  | { readonly kind: 'release'; readonly lease: number }
  | { readonly kind: 'look' };

/** Life is counted in machine uptime and boot id, so no wall clock can lengthen or end it. */
export type LeaseAnswer =
  | { readonly kind: 'held-by-you'; readonly lease: number; readonly epoch: number }
  | { readonly kind: 'held'; readonly lease: number; readonly holder: string; readonly remainingMs: number }
  /** `lease` is the newest generation ever given out; 0: none. */
  | { readonly kind: 'free'; readonly lease: number };
