import { text, textOf } from '../../config/text.ts';
import { whyText } from '../../config/why.ts';
import type { JournalEvent, RunOutcome } from '../../model/event.ts';
import { type Line, paint } from './line.ts';
import { actionKey } from './result.ts';
import { agoText } from './services.ts';
import { headed } from './table.ts';
import { duration, shortHash } from './words.ts';

/** One run of a verb that changed something, folded from its events. */
export interface Run {
  readonly run: string;
  readonly stack: string;
  readonly verb: string;
  readonly actor: string;
  readonly commit: string;
  readonly at: string;
  readonly endedAt: string | null;
  /** Null: it has not ended, or was killed. */
  readonly outcome: RunOutcome | null;
  readonly exitCode: number | null;
  readonly steps: Readonly<Record<string, number>>;
  readonly began: boolean;
}

/** Oldest first, as the events are. */
export async function foldRuns(events: AsyncIterable<JournalEvent>): Promise<readonly Run[]> {
  const runs = new Map<string, Run>();
  for await (const { run: id, stack, actor, commit, at, event } of events) {
    const run = runs.get(id) ?? {
      run: id,
      stack,
      verb: '',
      actor,
      commit,
      at,
      endedAt: null,
      outcome: null,
      exitCode: null,
      steps: {},
      began: false,
    };
    if (event.kind === 'run-started') runs.set(id, { ...run, verb: event.verb, began: true });
    else if (event.kind === 'act') runs.set(id, { ...run, verb: run.verb === '' ? event.verb : run.verb });
    else if (event.kind === 'intent') {
      const steps = { ...run.steps };
      for (const { action } of event.steps) steps[action] = (steps[action] ?? 0) + 1;
      runs.set(id, { ...run, steps });
    } else if (event.kind === 'run-ended')
      runs.set(id, { ...run, outcome: event.outcome, exitCode: event.exitCode, endedAt: at });
    else runs.set(id, run);
  }
  return [...runs.values()];
}

export function historyTable(runs: readonly Run[], nowMs: number): readonly Line[] {
  const several = new Set(runs.map(({ stack }) => stack)).size > 1;
  return headed(
    ['RUN', ...(several ? ['STACK'] : []), 'WHEN', 'BY', 'VERB', 'COMMIT', 'STEPS', 'TOOK', 'OUTCOME'],
    runs.map((run) => [
      [run.run.slice(0, 10)],
      ...(several ? [[run.stack]] : []),
      [agoText(run.at, nowMs)],
      [run.actor],
      [run.verb],
      [shortHash(run.commit)],
      [stepsText(run.steps)],
      [run.endedAt === null ? '' : duration(Date.parse(run.endedAt) - Date.parse(run.at))],
      [outcomeSpan(run)],
    ]),
  );
}

export function eventLine(one: JournalEvent): Line {
  return [
    paint('dim', one.at),
    `  ${String(one.sequence).padStart(5)}  ${one.stack}  `,
    paint('dim', one.run.slice(0, 10)),
    '  ',
    ...eventWords(one),
  ];
}

function eventWords({ event, actor }: JournalEvent): Line {
  switch (event.kind) {
    case 'run-started':
      return [text('event.run-started', { verb: event.verb, actor })];
    case 'intent':
      if (event.steps.length === 0) return [text('event.intent-ledger', { machine: event.machine })];
      return [
        text('event.intent', {
          machine: event.machine,
          steps: event.steps.map(({ address, action }) => `${action} ${address}`).join(', '),
        }),
      ];
    case 'outcome':
      return [
        text('event.outcome', { machine: event.machine, result: event.result }),
        ...event.failures.map(({ address, reason }) => `  ${address}: ${whyText(reason)}`),
      ];
    case 'verdict':
      return [
        text('event.verdict', {
          address: `${event.machine}/${event.instance}`,
          release: shortHash(event.release),
          verdict: event.verdict,
        }),
        event.reason === '' ? '' : `  ${whyText(event.reason)}`,
      ];
    case 'act':
      return [
        text('event.act', { actor, verb: event.verb, target: event.target }),
        event.reason === '' ? '' : `  “${event.reason}”`,
      ];
    case 'run-ended':
      return [text('event.run-ended', { outcome: event.outcome, code: event.exitCode })];
  }
}

function stepsText(steps: Run['steps']): string {
  return Object.entries(steps)
    .map(([action, count]) => `${count} ${text(`cli.action.${actionKey(action)}`)}`)
    .join(', ');
}

function outcomeSpan(run: Run) {
  // A single act is done when it is written down.
  if (run.outcome === null && !run.began) return paint('green', text('cli.outcome-word.done'));
  if (run.outcome === null) return paint('yellow', text('cli.outcome.unfinished'));
  const words = textOf(`cli.outcome-word.${run.outcome}`, {}) ?? run.outcome;
  return paint(run.outcome === 'done' ? 'green' : 'red', words);
}
