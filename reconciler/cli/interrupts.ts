import { text } from '../config/text.ts';
import type { Io } from './io.ts';
import type { Printer } from './printer.ts';

/** Two stages: the first interrupt ends after the steps that are under way, the second at once. */
export interface Interrupts {
  readonly signal: AbortSignal;
  readonly abort: AbortSignal;
  stage(): 0 | 1 | 2;
  /** Who draws over the last lines of the terminal must be the one to write between them. */
  tellThrough(tell: (words: string) => void): void;
  dispose(): void;
}

export function interruptsOf(io: Io, err: Printer, changes: boolean): Interrupts {
  const first = new AbortController();
  const second = new AbortController();
  let tell = (words: string) => err.line(words);
  const stage = () => (second.signal.aborted ? 2 : first.signal.aborted ? 1 : 0);
  const dispose = io.onInterrupt(() => {
    if (stage() === 0) {
      tell(changes ? text('cli.interrupt.finishing') : text('cli.interrupt.stopping'));
      first.abort();
      return;
    }
    if (stage() === 1 && changes) tell(text('cli.interrupt.stopped'));
    second.abort();
  });
  return {
    signal: first.signal,
    abort: second.signal,
    stage,
    tellThrough(other) {
      tell = other;
    },
    dispose,
  };
}

/** Resolves some time after the signal, so that a hanging end cannot hold the terminal; dispose it when all ended well. */
export function graceAfter(
  signal: AbortSignal,
  graceMs: number,
): Disposable & { readonly over: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | null = null;
  const begin = () => {
    timer = setTimeout(resolve, graceMs);
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return {
    over: promise,
    [Symbol.dispose]() {
      signal.removeEventListener('abort', begin);
      if (timer !== null) clearTimeout(timer);
    },
  };
}
