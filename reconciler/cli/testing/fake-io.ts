import type { Io, Sink } from '../io.ts';

export interface FakeIo extends Io {
  out(): string;
  err(): string;
  /** ^C. */
  interrupt(): void;
  /** The reader of stdout goes away. */
  hangUp(): void;
  /** Lets the redraws that are due happen. */
  tick(ms: number): void;
}

export interface FakeIoOptions {
  readonly tty?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Given one after the other; then the input is at its end. */
  readonly answers?: readonly string[];
}

/** The clock stands at this moment until {@link FakeIo.tick}. */
export const startMs = Date.parse('2026-03-01T12:00:00Z');

export function fakeIo(options: FakeIoOptions = {}): FakeIo {
  const written = { out: '', err: '' };
  const gone = new AbortController();
  const interrupts = new Set<() => void>();
  const ticks = new Set<() => void>();
  const answers = [...(options.answers ?? [])];
  let now = startMs;
  const sink = (which: 'out' | 'err'): Sink => ({
    isTty: options.tty === true,
    columns: options.columns ?? 100,
    rows: options.rows ?? 24,
    gone: gone.signal,
    write(text) {
      written[which] += text;
    },
  });
  return {
    stdout: sink('out'),
    stderr: sink('err'),
    env: options.env ?? {},
    cwd: options.cwd ?? '/work',
    inputIsTty: options.tty === true,
    async ask(question) {
      written.err += question;
      return answers.shift() ?? null;
    },
    now: () => now,
    every(_ms, tick) {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
    leave(code) {
      written.err += `---- left with ${code}\n`;
    },
    onInterrupt(listener) {
      interrupts.add(listener);
      return () => interrupts.delete(listener);
    },
    out: () => written.out,
    err: () => written.err,
    interrupt() {
      for (const listener of [...interrupts]) listener();
    },
    hangUp: () => gone.abort(),
    tick(ms) {
      now += ms;
      for (const tick of [...ticks]) tick();
    },
  };
}
