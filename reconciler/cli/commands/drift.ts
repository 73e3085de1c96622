import { type Command, folderArgument } from '../command.ts';
import { planExitCode } from '../exit-codes.ts';
import { planFormats, printPlan } from '../formats/plan-formats.ts';
import { sourceOptions } from '../options.ts';
import { planOptionsOf } from '../planning.ts';
import { sourceOf, sourceWords } from '../source.ts';

export const drift: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'target', 'exclude', 'output', 'format', 'jsonOut'],
  outputs: ['human', 'json'],
  formats: planFormats,
  async run(context) {
    const { options, words, interrupts } = context;
    const engine = await context.engine();
    const how = { ...planOptionsOf(options), refreshOnly: true, allowDirty: true };
    const planned = await engine.plan({
      source: sourceOf(context, words[0]),
      options: how,
      signal: interrupts.signal,
    });
    const next = `provctl apply${sourceWords(context, words[0])} --refresh-only`;
    await printPlan(context, { planned, options: how, next });
    return planExitCode(planned, true);
  },
};
