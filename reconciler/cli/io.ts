import { defaults } from '../config/generated/defaults.ts';
import { exitCodes } from '../plan/exit-code.ts';

/** Everything the command line needs of the process it runs in. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly inputIsTty: boolean;
  /** Asks on stderr; null at the end of input or on ^C. */
  ask(question: string): Promise<string | null>;
  /** Wall clock in milliseconds, for ages and RFC 3339 only. */
  now(): number;
  /** Calls `tick` now and then until the returned function is called. */
  every(ms: number, tick: () => void): () => void;
  /** Ends the process though something in it still hangs. */
  leave(code: number): void;
  /** ^C, SIGTERM or SIGHUP, once for each. */
  onInterrupt(listener: () => void): () => void;
}

export interface Sink {
  readonly isTty: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Aborted when the reader went away (EPIPE); writing goes on into nothing. */
  readonly gone: AbortSignal;
  write(text: string): void;
}

const interruptSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function processIo(): Io {
  const interrupts = interruptSource();
  return {
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    inputIsTty: process.stdin.isTTY === true,
    ask: (question) => ask(question, interrupts.raise),
    now: Date.now,
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      timer.unref();
      return () => clearInterval(timer);
    },
    leave: (code) => process.exit(code),
    onInterrupt: interrupts.listen,
  };
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  const gone = new AbortController();
  // A reader that has seen enough (`| head`) is no error; what is being changed is still brought to its end.
  stream.on('error', () => gone.abort());
  return {
    isTty: stream.isTTY === true,
    get columns() {
      return stream.columns || defaults.cli.columnsCount;
    },
    get rows() {
      return stream.rows || defaults.cli.rowsCount;
    },
    gone: gone.signal,
    write(text) {
      if (!gone.signal.aborted) stream.write(text);
    },
  };
}

/** A terminal's ^C reaches the whole foreground group, and a launcher may pass it on: one press is one interrupt. */
function interruptSource(): { listen: Io['onInterrupt']; raise: () => void } {
  const listeners = new Set<() => void>();
  let last = Number.NEGATIVE_INFINITY;
  const raise = () => {
    const now = performance.now();
    if (now - last < defaults.cli.interruptDebounceMs) return;
    last = now;
    // Everything is closed and said; only the process is not gone yet.
    if (listeners.size === 0) process.exit(process.exitCode ?? exitCodes.interrupted);
    for (const listener of listeners) listener();
  };
  return {
    raise,
    listen(listener) {
      if (listeners.size === 0) for (const signal of interruptSignals) process.on(signal, raise);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        // Once one was heard, another in the last moments must not turn 130 into death by a signal.
        const isHeard = last !== Number.NEGATIVE_INFINITY;
        if (listeners.size === 0 && !isHeard)
          for (const signal of interruptSignals) process.off(signal, raise);
      };
    },
  };
}

async function ask(question: string, interrupted: () => void): Promise<string | null> {
  const { createInterface } = await import('node:readline');
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    lines.on('SIGINT', () => {
      interrupted();
      lines.close();
    });
    lines.on('close', () => resolve(null));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}
