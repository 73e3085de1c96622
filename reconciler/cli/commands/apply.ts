import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from '../../config/text.ts';
import { ProvctlError } from '../../model/error.ts';
import { change } from '../changing.ts';
import type { Command, Context } from '../command.ts';
import { changeOptions, planOptions, sourceOptions } from '../options.ts';
import { planOptionsOf } from '../planning.ts';
import { readSavedPlan } from '../saved-plan.ts';
import { sourceOf } from '../source.ts';
import { usage } from '../usage.ts';

export const apply: Command = {
  arguments: [{ name: 'folder|planfile', completes: 'folder' }],
  options: [...sourceOptions, ...planOptions, ...changeOptions],
  outputs: ['human', 'json'],
  changes: true,
  async run(context) {
    const word = context.words[0];
    if (word !== undefined && context.options.value('url') === null) {
      const found = await stat(resolve(context.io.cwd, word)).catch(() => null);
      // A folder may be missing too, but nobody calls one `plan.json`.
      if (found === null && word.endsWith('.json')) throw new ProvctlError('cli.cannot-read', { path: word });
      if (found?.isFile() === true) return applySaved(context, word);
    }
    return change(context, {
      source: sourceOf(context, word),
      folder: word,
      options: planOptionsOf(context.options),
      approved: false,
      saved: null,
      named: false,
      question: text('cli.ask.apply'),
    });
  },
};

/** A saved plan is the approval; what to plan was decided when it was made, so nothing of that can be said again. */
async function applySaved(context: Context, file: string): Promise<number> {
  const { options } = context;
  const given = planOptions.find((name) => options.flag(name) || options.list(name).length > 0);
  if (given !== undefined) throw usage('planfile-with-options', { file });
  const saved = await readSavedPlan(context, file);
  return change(context, {
    source: sourceOf(context),
    options: saved.options,
    approved: true,
    saved: saved.plan,
    named: false,
    question: '',
  });
}
