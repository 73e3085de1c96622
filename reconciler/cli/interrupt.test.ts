import { afterEach, expect, test, vi } from 'vitest';
import type { ApplyRequest, Engine, PlanRequest } from '../pass/engine.ts';
import { run } from './main.ts';
import { appliedOf, fakeEngine } from './testing/fake-engine.ts';
import { fakeIo } from './testing/fake-io.ts';
import { changeOf, compiledOf, planOf } from './testing/fixtures.ts';

const plan = planOf([changeOf('create', 'a/x')]);
const planned = { compiled: compiledOf([]), plan, fileDiffs: new Map<string, string>(), tookMs: 1 };

afterEach(() => {
  vi.useRealTimers();
});

function whenAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
}

/** Runs a command on an engine; `begun` resolves when the engine was asked. */
function start(argv: readonly string[], overrides: Partial<Engine>) {
  const io = fakeIo();
  const engine = fakeEngine({ plan, overrides });
  return { io, engine, code: run(argv, io, async () => engine) };
}

test('the first ^C lets the steps under way finish', async () => {
  const begun = Promise.withResolvers<void>();
  const { io, code } = start(['apply', '-y'], {
    apply: async ({ signal, abort }: ApplyRequest) => {
      begun.resolve();
      await whenAborted(signal);
      expect(abort?.aborted).toBe(false);
      return appliedOf(planned, { outcome: 'interrupted', exitCode: 130 });
    },
  });
  await begun.promise;
  io.interrupt();
  expect(await code).toBe(130);
  expect(io.err()).toContain('the steps under way are being finished');
  expect(io.out()).toContain('Interrupted.');
});

test('the second ^C stops at once and says what the journal knows', async () => {
  const begun = Promise.withResolvers<void>();
  const { io, code } = start(['apply', '-y'], {
    apply: async ({ abort }: ApplyRequest) => {
      begun.resolve();
      await whenAborted(abort);
      throw new DOMException('aborted', 'AbortError');
    },
  });
  await begun.promise;
  io.interrupt();
  io.interrupt();
  expect(await code).toBe(130);
  expect(io.err()).toContain('Stopped at once.');
  expect(io.err()).not.toContain('error:');
});

test('an engine that hangs does not hold the terminal', async () => {
  vi.useFakeTimers();
  const begun = Promise.withResolvers<void>();
  const { io, code } = start(['apply', '-y'], {
    apply: () => {
      begun.resolve();
      return new Promise(() => {});
    },
  });
  await begun.promise;
  io.interrupt();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(io.err()).not.toContain('left with');
  io.interrupt();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await code).toBe(130);
  expect(io.err()).toContain('left with 130');
});

test('one ^C ends a command that only looks', async () => {
  const begun = Promise.withResolvers<void>();
  const { io, code } = start(['plan'], {
    plan: async ({ signal }: PlanRequest) => {
      begun.resolve();
      await whenAborted(signal);
      throw signal?.reason;
    },
  });
  await begun.promise;
  io.interrupt();
  expect(await code).toBe(130);
  expect(io.err()).toBe('Interrupted.\n');
});

test('a reader that went away ends the following of logs', async () => {
  const begun = Promise.withResolvers<void>();
  const { io, code } = start(['logs', '-f'], {
    async *logs({ signal }) {
      yield { machine: 'm', instance: 'i', text: 'one' };
      begun.resolve();
      await whenAborted(signal);
      throw signal.reason;
    },
  });
  await begun.promise;
  io.hangUp();
  expect(await code).toBe(0);
  expect(io.out()).toBe('m/i  one\n');
  expect(io.err()).toBe('');
});

test('what is told while the live list is drawn stays above it', async () => {
  const begun = Promise.withResolvers<void>();
  const io = fakeIo({ tty: true, env: { NO_COLOR: '1' } });
  const engine = fakeEngine({
    plan,
    overrides: {
      apply: async ({ signal, onProgress }: ApplyRequest) => {
        onProgress({ kind: 'step', address: 'a/x', action: 'create', state: 'acting', detail: '' });
        begun.resolve();
        await whenAborted(signal);
        onProgress({ kind: 'step', address: 'a/x', action: 'create', state: 'done', detail: '' });
        return appliedOf(planned, { outcome: 'interrupted', exitCode: 130 });
      },
    },
  });
  const code = run(['apply', '-y'], io, async () => engine);
  await begun.promise;
  io.interrupt();
  await code;
  expect(screenOf(io.err())).toEqual([
    'Interrupted: the steps under way are being finished, nothing new is begun. ^C again stops at once.',
    '  ● a/x  create: done  0 ms',
    '  1 of 1 done, 0 ms',
  ]);
});

/** What a terminal shows after these bytes: only the two movements that we use. */
function screenOf(bytes: string): readonly string[] {
  const lines: string[] = [];
  for (const part of bytes.split(/(?<=\n)|(?=\x1b\[[0-9]+F)/)) {
    const up = /^\x1b\[([0-9]+)F\x1b\[0J/.exec(part);
    if (up !== null) lines.splice(lines.length - Number(up[1]));
    const text = part.slice(up?.[0].length ?? 0);
    if (text !== '') lines.push(text.replace(/\n$/, ''));
  }
  return lines;
}

test('^C at the question is an interrupt: nothing was under way, and nothing is said to be', async () => {
  const io = fakeIo({ tty: true, env: { NO_COLOR: '1' } });
  const asking = {
    ...io,
    ask: async () => {
      io.interrupt();
      return null;
    },
  };
  expect(await run(['apply'], asking, async () => fakeEngine({ plan }))).toBe(130);
  expect(io.err()).not.toContain('being finished');
  expect(io.out()).toContain('Nothing was changed. (exit 130)');
});
