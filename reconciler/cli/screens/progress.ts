import { defaults } from '../../config/generated/defaults.ts';
import { text, textOf } from '../../config/text.ts';
import { whyText } from '../../config/why.ts';
import type { Progress } from '../../model/event.ts';
import type { Io } from '../io.ts';
import type { Printer } from '../printer.ts';
import { clip, type Line, type Look, paint, render } from './line.ts';
import { actionKey } from './result.ts';
import { duration } from './words.ts';

export type Step = Extract<Progress, { kind: 'step' }>;

/** Told by a list that stands still where a person looks, by lines that stay elsewhere. */
export interface ProgressView extends Disposable {
  show(progress: Progress): void;
  /** A line that stays, whatever is drawn. */
  say(words: string): void;
}

export function progressView(io: Io, err: Printer): ProgressView {
  return err.isTty && io.env['TERM'] !== 'dumb' && !io.env['CI'] ? liveView(io, err) : plainView(io, err);
}

const marks: Readonly<Record<Step['state'], readonly [mark: string, look: Look]>> = {
  waiting: ['○', 'dim'],
  acting: ['◐', 'cyan'],
  checking: ['◕', 'cyan'],
  done: ['●', 'green'],
  failed: ['✗', 'red'],
  'putting-back': ['↶', 'yellow'],
  'put-back': ['↶', 'red'],
  incomplete: ['✗', 'red'],
  unknown: ['✗', 'red'],
  skipped: ['·', 'yellow'],
};

const ended: ReadonlySet<Step['state']> = new Set(['done', 'failed', 'put-back', 'incomplete', 'skipped']);

function stepLine(step: Step, tookMs: number | null): Line {
  const [mark, look] = marks[step.state];
  return [
    '  ',
    paint(look, mark),
    ' ',
    paint('bold', step.address),
    '  ',
    text(`cli.step.${stepKey(step)}`, { action: text(`cli.action.${actionKey(step.action)}`) }),
    ...(step.detail === '' ? [] : [paint('dim', `  ${whyText(step.detail)}`)]),
    ...(tookMs === null ? [] : [paint('dim', `  ${duration(tookMs)}`)]),
  ];
}

/** What is new has nothing to put back: it is stopped. */
function stepKey({ state, action }: Step): Step['state'] | 'taking-back' {
  return state === 'putting-back' && action === 'create' ? 'taking-back' : state;
}

function noteText(note: Extract<Progress, { kind: 'note' }>): string {
  return textOf(`note.${note.code}`, note.values) ?? `${note.code} ${JSON.stringify(note.values)}`;
}

/** Each change of state once; waiting says nothing. */
function plainView(io: Io, err: Printer): ProgressView {
  const states = new Map<string, Step['state']>();
  const begun = new Map<string, number>();
  return {
    show(progress) {
      if (progress.kind === 'note') err.line('  ', noteText(progress));
      if (progress.kind !== 'step' || states.get(progress.address) === progress.state) return;
      states.set(progress.address, progress.state);
      if (progress.state === 'waiting') return;
      if (!begun.has(progress.address)) begun.set(progress.address, io.now());
      const took = io.now() - (begun.get(progress.address) ?? 0);
      err.line(...stepLine(progress, ended.has(progress.state) ? took : null));
    },
    say: (words) => err.line(words),
    [Symbol.dispose]() {},
  };
}

/** A region below the last line that is drawn over itself; what has ended and no longer fits is counted, not listed. */
function liveView(io: Io, err: Printer): ProgressView {
  const steps = new Map<string, { step: Step; sinceMs: number; endedMs: number | null }>();
  let begunMs = 0;
  let drawn = 0;
  let stop: (() => void) | null = null;
  const erase = () => (drawn === 0 ? '' : `\x1b[${drawn}F\x1b[0J`);
  const draw = () => {
    const lines = regionLines([...steps.values()], io.now(), begunMs, Math.max(4, err.sink.rows - 1));
    const text = lines.map((line) => `${render(clip(line, err.columns - 1), err.colour)}\n`).join('');
    err.sink.write(`${erase()}${text}`);
    drawn = lines.length;
  };
  const say = (words: string) => {
    err.sink.write(erase());
    drawn = 0;
    err.line(words);
    if (stop !== null) draw();
  };
  return {
    say,
    show(progress) {
      if (progress.kind === 'note') say(`  ${noteText(progress)}`);
      if (progress.kind !== 'step') return;
      if (stop === null) begunMs = io.now();
      stop ??= io.every(defaults.cli.redrawMs, draw);
      const before = steps.get(progress.address);
      steps.set(progress.address, {
        step: progress,
        sinceMs: before?.step.state === 'waiting' ? io.now() : (before?.sinceMs ?? io.now()),
        endedMs: ended.has(progress.state) ? io.now() : null,
      });
      draw();
    },
    [Symbol.dispose]() {
      if (stop === null) return;
      stop();
      stop = null;
      draw();
      drawn = 0;
    },
  };
}

interface Tracked {
  readonly step: Step;
  readonly sinceMs: number;
  readonly endedMs: number | null;
}

const importance: Readonly<Record<Step['state'], number>> = {
  failed: 0,
  incomplete: 0,
  unknown: 0,
  'put-back': 0,
  'putting-back': 1,
  checking: 2,
  acting: 2,
  done: 3,
  skipped: 3,
  waiting: 4,
};

function regionLines(all: readonly Tracked[], nowMs: number, begunMs: number, rows: number): readonly Line[] {
  const room = rows - 1;
  const kept = new Set(
    all.length <= room
      ? all
      : [...all].sort((a, b) => importance[a.step.state] - importance[b.step.state]).slice(0, room - 1),
  );
  const left = all.length - kept.size;
  const done = all.filter(({ endedMs }) => endedMs !== null).length;
  return [
    ...all
      .filter((one) => kept.has(one))
      .map(({ step, sinceMs, endedMs }) =>
        stepLine(step, step.state === 'waiting' ? null : (endedMs ?? nowMs) - sinceMs),
      ),
    ...(left === 0 ? [] : [['  ', paint('dim', text('cli.progress.more', { count: left }))] as Line]),
    [paint('dim', text('cli.progress.done', { done, all: all.length, took: duration(nowMs - begunMs) }))],
  ];
}
