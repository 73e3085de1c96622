import type { Backend } from '../backends/backend.ts';
import type { Fetched, SourceRequest } from '../fetch/source.ts';
import type { Secret } from '../model/secret.ts';
import type { Log } from '../record/log.ts';
import type { Store } from '../record/store.ts';
import type { Transport } from '../transports/session.ts';
import type { Controller } from './controller.ts';

/** Everything with an effect that a pass needs; made in `main.ts`, replaced piece by piece in tests. */
export interface World {
  readonly store: () => Promise<Store>;
  readonly transports: readonly Transport[];
  readonly backends: readonly Backend[];
  fetch(request: SourceRequest, signal?: AbortSignal): Promise<Fetched>;
  /** The stack's file as it lies in a folder right now: a hint, whatever git says of it; null where there is none. */
  stackText(request: SourceRequest): string | null;
  /** Values of the named secrets. @throws ProvctlError naming every one that is missing. */
  secrets(names: readonly string[]): Promise<ReadonlyMap<string, Secret>>;
  readonly log: Log;
  /** Who acts, for the journal: `user@host`. */
  readonly actor: string;
  readonly controller: Controller;
  /** On the machine that provctl runs on; every other has its own default. */
  readonly stateRoot: string | null;
  /** Whether this owner has a ledger on the machine that provctl runs on. */
  ownsHere(owner: string): boolean;
  readonly clock: Clock;
  /** Random bytes in hex. */
  random(bytes: number): string;
}

export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** RFC 3339 in UTC, for people and the journal; nothing is decided by it. */
  wall(): string;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}
