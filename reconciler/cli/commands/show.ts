import { adoptionDiffs } from '../../pass/file-diffs.ts';
import type { Command } from '../command.ts';
import { printPlan } from '../formats/plan-formats.ts';
import { readSavedPlan } from '../saved-plan.ts';
import { quoted } from '../source.ts';

/** A saved plan says what it said then, even when it could not be applied any more. */
export const show: Command = {
  arguments: [{ name: 'planfile', required: true, completes: 'file' }],
  options: ['output', 'format', 'jsonOut'],
  outputs: ['human', 'json'],
  formats: ['human', 'json', 'markdown'],
  async run(context) {
    const file = context.words[0] ?? '';
    const { plan, options } = await readSavedPlan(context, file);
    const compiled = { desired: null, problems: [], files: 0, texts: new Map<string, string>() };
    const planned = { compiled, plan, fileDiffs: await adoptionDiffs(plan), tookMs: 0 };
    await printPlan(context, { planned, options, next: `provctl apply ${quoted(file)}` });
    return 0;
  },
};
