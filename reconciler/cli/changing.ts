import { text } from '../config/text.ts';
import type { SourceRequest } from '../fetch/source.ts';
import type { Progress } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { Applied, Planned, Verdict } from '../pass/engine.ts';
import { wholeDenials } from '../plan/denials.ts';
import { exitCodes } from '../plan/exit-code.ts';
import type { PlanOptions } from '../plan/input.ts';
import { actionable } from '../plan/summary.ts';
import type { Context } from './command.ts';
import { openOutputFile } from './output-file.ts';
import { showProblems } from './problems.ts';
import { paint } from './screens/line.ts';
import { planLines } from './screens/plan.ts';
import { progressView } from './screens/progress.ts';
import { resultLines } from './screens/result.ts';
import { addressParts } from './screens/words.ts';
import { sourceWords, sourceWordsAfterNames } from './source.ts';
import { usage } from './usage.ts';

export interface ChangeRequest {
  readonly source: SourceRequest;
  /** The word that named the folder, for hints that name it again. */
  readonly folder?: string | undefined;
  readonly options: PlanOptions;
  /** Said before: by a saved plan, or by a verb that names just what it does. */
  readonly approved: boolean;
  readonly saved: Plan | null;
  /** The services were named one by one, so that only they were planned is no news. */
  readonly named: boolean;
  /** What the question asks, when there is one. */
  readonly question: string;
}

/** Plans, asks, applies, tells: everything that changes machines goes through here. */
export async function change(context: Context, request: ChangeRequest): Promise<number> {
  const approved = request.approved || isApproved(context);
  if (!approved && !canAsk(context)) throw usage('not-a-terminal', { verb: context.verb });
  const sink = await sinkOf(context, request);
  const began = context.io.now();
  using view = progressView(context.io, context.err);
  context.interrupts.tellThrough(view.say);
  let shown = false;
  try {
    const engine = await context.engine();
    const answered = await engine.apply({
      source: request.source,
      options: request.options,
      verb: context.verb,
      reason: context.options.value('reason') ?? '',
      saved: request.saved,
      signal: context.interrupts.signal,
      abort: context.interrupts.abort,
      confirm: async (planned) => {
        shown = true;
        sink.planned(planned);
        if (approved) return true;
        // Nothing is under way yet, so nothing is said of finishing it.
        context.interrupts.tellThrough(() => {});
        const agreed = await ask(context, request.question);
        context.interrupts.tellThrough(view.say);
        return agreed;
      },
      onProgress: (progress) => {
        sink.progress(progress);
        if (sink.quiet || progress.kind === 'planned') return;
        view.show(progress);
      },
    });
    view[Symbol.dispose]();
    // ^C at the question is no answer but an interrupt.
    const isInterrupted = answered.outcome === 'declined' && context.interrupts.stage() > 0;
    const applied = isInterrupted ? { ...answered, exitCode: exitCodes.interrupted } : answered;
    if (!shown) sink.planned(applied.planned);
    sink.applied(applied, context.io.now() - began);
    return applied.exitCode;
  } catch (error) {
    sink.failed(error);
    throw error;
  } finally {
    await sink.close();
  }
}

export function isApproved(context: Context): boolean {
  return context.options.flag('autoApprove') || context.options.flag('yes');
}

/** A question needs somebody who reads it and can answer; with JSON on stdout nobody is expected to. */
export function canAsk(context: Context): boolean {
  return context.io.inputIsTty && context.err.isTty && context.options.value('output') !== 'json';
}

/** Takes nothing but the literal `yes`, in every language: a habit of the fingers must not approve. */
export async function ask(context: Context, question: string): Promise<boolean> {
  context.err.lines([[], [paint('bold', question)], [text('cli.ask.only')]]);
  const answer = await context.io.ask(`  ${text('cli.ask.prompt')} `);
  return answer?.trim() === 'yes';
}

interface ChangeSink {
  readonly quiet: boolean;
  planned(planned: Planned): void;
  progress(progress: Progress): void;
  applied(applied: Applied, tookMs: number): void;
  failed(error: unknown): void;
  close(): Promise<void>;
}

/** Screens for people, or one JSON object a line; `--json-out` writes the latter beside the former. */
async function sinkOf(context: Context, request: ChangeRequest): Promise<ChangeSink> {
  const { out, io, options } = context;
  const json = options.value('output') === 'json';
  const file = await openOutputFile(context, options.value('jsonOut'));
  const { planEvent, progressEvent, resultEvent, errorEvent, versionEvent } = await import(
    './formats/events.ts'
  );
  const emit = (event: object) => {
    const stamped = { at: new Date(io.now()).toISOString(), ...event };
    if (json) out.ndjson(stamped);
    file?.write(`${JSON.stringify(stamped)}\n`);
  };
  emit(versionEvent());
  return {
    quiet: json,
    planned(planned) {
      if (!json) showPlanned(context, request.named ? untargeted(planned) : planned, null);
      emit(planEvent(planned));
    },
    progress: (progress) => emit(progressEvent(progress)),
    applied(applied, tookMs) {
      emit(resultEvent(applied, tookMs));
      if (json || applied.outcome === 'invalid') return;
      if (applied.outcome === 'nothing-to-do' && applied.exitCode === 0) return;
      const after = sourceWordsAfterNames(context, request.folder);
      const retry = (service: string) => `provctl rollout retry ${service}${after}`;
      out.lines([[], ...resultLines(applied, tookMs, retry)]);
      const next = nextWords(applied);
      if (next === null || applied.planned.plan === null || io.env['CI']) return;
      const where = next === 'status' ? sourceWords(context, request.folder) : after;
      out.line(text('cli.next', { command: `provctl ${next}${where}` }));
    },
    failed: (error) => emit(errorEvent(error)),
    close: async () => file?.close(),
  };
}

/** After success a look; after a failure what the failed one wrote; what only waits is started. */
function nextWords({ exitCode, outcome, verdicts, planned }: Applied): string | null {
  if (exitCode === 0) return 'status';
  const failed = verdicts.find(({ state, address }) => address !== '' && hasFailed.has(state));
  if (failed !== undefined) return `logs ${addressParts(failed.address).instance}`;
  const held = planned.plan?.changes.filter(({ reason }) => reason === 'held') ?? [];
  if (outcome !== 'nothing-to-do' || held.length === 0) return null;
  return `start ${[...new Set(held.map(({ service }) => service))].join(' ')}`;
}

const hasFailed: ReadonlySet<Verdict['state']> = new Set(['failed', 'put-back', 'incomplete']);

function untargeted(planned: Planned): Planned {
  const { plan } = planned;
  if (plan === null) return planned;
  return { ...planned, plan: { ...plan, hints: plan.hints.filter(({ code }) => code !== 'targeted') } };
}

/** The plan, or why there is none. */
export function showPlanned(context: Context, planned: Planned, next: string | null): void {
  const { plan, compiled } = planned;
  const problems = compiled.problems.length > 0;
  if (plan === null || problems) showProblems(compiled, plan === null ? context.out : context.err);
  if (plan === null) return;
  const possible = actionable(plan).length > 0 && wholeDenials(plan).length === 0;
  const wanted = possible && !context.io.env['CI'] ? next : null;
  context.out.lines(planLines(planned, plan, { columns: context.out.columns, next: wanted }));
}
