import { noOptions } from '../plan/input.ts';
import { change } from './changing.ts';
import type { Command, Context } from './command.ts';
import { changeOptions, sourceOptions } from './options.ts';
import { sourceOf } from './source.ts';

/** What `start`, `stop`, `restart` and `reload` of declared services have in common. */
export const imperativeCommand: Omit<Command, 'run'> = {
  arguments: [{ name: 'service', required: true, many: true, completes: 'service' }],
  options: [...sourceOptions, 'allowDirty', ...changeOptions],
  outputs: ['human', 'json'],
  changes: true,
};

/** A verb and a name say just what will be done, so nothing is asked; the plan is still shown, and its guards hold. */
export async function imperative(
  context: Context,
  verb: 'start' | 'stop' | 'restart' | 'reload',
): Promise<number> {
  const names = context.words;
  return change(context, {
    source: sourceOf(context),
    options: {
      ...noOptions,
      targets: names,
      allowDirty: context.options.flag('allowDirty'),
      imperative: { verb, names },
    },
    approved: true,
    saved: null,
    named: true,
    question: '',
  });
}
