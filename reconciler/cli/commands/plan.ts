import { type Command, type Context, folderArgument } from '../command.ts';
import { planExitCode } from '../exit-codes.ts';
import { planFormats, printPlan } from '../formats/plan-formats.ts';
import { planOptions, sourceOptions } from '../options.ts';
import { planOptionsOf } from '../planning.ts';
import { writeSavedPlan } from '../saved-plan.ts';
import { quoted, sourceOf, sourceWords } from '../source.ts';

export const plan: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, ...planOptions, 'out', 'detailedExitcode', 'output', 'format', 'jsonOut'],
  outputs: ['human', 'json'],
  formats: planFormats,
  async run(context) {
    const { options, words, interrupts } = context;
    const engine = await context.engine();
    const how = planOptionsOf(options);
    const planned = await engine.plan({
      source: sourceOf(context, words[0]),
      options: how,
      signal: interrupts.signal,
    });
    const out = options.value('out');
    if (out !== null && planned.plan !== null) await writeSavedPlan(context, out, planned.plan, how);
    await printPlan(context, { planned, options: how, next: nextCommand(context, out) });
    return planExitCode(planned, options.flag('detailedExitcode'));
  },
};

function nextCommand(context: Context, out: string | null): string {
  return `provctl apply${out === null ? sourceWords(context, context.words[0]) : ` ${quoted(out)}`}`;
}
