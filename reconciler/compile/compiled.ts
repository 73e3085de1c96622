import type { Desired } from '../model/desired.ts';
import type { Problem } from '../model/problem.ts';

/** `desired` is null as soon as one problem is an error: a half-understood state is never acted on. */
export interface Compiled {
  readonly desired: Desired | null;
  readonly problems: readonly Problem[];
  readonly files: number;
  /** Text of each file that a problem points into, for frames. */
  readonly texts: ReadonlyMap<string, string>;
}
