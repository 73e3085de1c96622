import { text, textOf } from '../../config/text.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Planned } from '../../pass/engine.ts';
import type { PlanOptions } from '../../plan/input.ts';
import { showPlanned } from '../changing.ts';
import type { Context } from '../command.ts';
import { writeOutputFile } from '../output-file.ts';
import { savedPlanText } from '../saved-plan.ts';
import { isTold } from '../screens/groups.ts';
import { denialText } from '../screens/plan.ts';
import { summaryText } from '../screens/summary.ts';
import { printProblems } from './problem-formats.ts';

export const planFormats = ['human', 'json', 'github', 'markdown', 'junit'] as const;

export interface Printed {
  readonly planned: Planned;
  /** How it was planned: a saved plan says it too. */
  readonly options: PlanOptions;
  /** What a reader would do next. */
  readonly next: string;
}

export async function printPlan(context: Context, printed: Printed): Promise<void> {
  const { planned, next } = printed;
  const { out, options } = context;
  const { plan, compiled } = planned;
  const jsonOut = options.value('jsonOut');
  if (jsonOut !== null && plan !== null)
    await writeOutputFile(context, jsonOut, savedPlanText(plan, printed.options));
  const format = options.value('output') === 'json' ? 'json' : (options.value('format') ?? 'human');
  if (plan === null && format !== 'markdown') return printProblems(context, compiled);
  if (plan === null || format === 'human') return showPlanned(context, planned, next);
  switch (format) {
    case 'json':
      out.sink.write(savedPlanText(plan, printed.options));
      return;
    case 'github':
      return printAnnotations(context, planned, plan);
    case 'markdown': {
      const { planMarkdown } = await import('./markdown.ts');
      out.sink.write(planMarkdown(planned, plan));
      return;
    }
    default: {
      const { junit } = await import('./junit.ts');
      out.sink.write(junit('provctl plan', plan.changes.map(junitCase)));
    }
  }
}

async function printAnnotations(context: Context, planned: Planned, plan: Plan): Promise<void> {
  const { annotation } = await import('./annotations.ts');
  await printProblems(context, planned.compiled);
  for (const denial of plan.denials)
    context.out.line(annotation('error', { title: denial.code }, denialText(denial)));
  for (const change of plan.changes)
    if (change.action === 'delete' || change.action === 'replace' || change.action === 'stop')
      context.out.line(annotation('warning', { title: change.action }, changeText(change)));
  for (const machine of plan.machines)
    if (!machine.reached) context.out.line(annotation('warning', { title: machine.machine }, machine.reason));
  context.out.line(annotation('notice', { title: plan.stack.name }, summaryText(plan)));
}

function changeText(change: Change): string {
  const why = textOf(`reason.${change.reason}`, {}) ?? change.reason;
  return [change.address, why, change.detail].filter((part) => part !== '').join(': ');
}

/** What is as declared passes; what differs fails; what cannot be told or is held is skipped. */
function junitCase(change: Change) {
  const named = { className: `provctl.${change.machine}`, name: change.address };
  if (change.reason === 'unreachable') return { ...named, skipped: text('reason.unreachable') };
  if (change.held) return { ...named, skipped: changeText(change) };
  return isTold(change) ? { ...named, failure: { type: change.action, message: changeText(change) } } : named;
}
