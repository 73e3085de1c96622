import { text } from '../../config/text.ts';
import { change } from '../changing.ts';
import type { Command } from '../command.ts';
import { changeOptions, sourceOptions } from '../options.ts';
import { planOptionsOf } from '../planning.ts';
import { sourceOf } from '../source.ts';

export const adopt: Command = {
  arguments: [{ name: 'service', required: true, many: true, completes: 'service' }],
  options: [...sourceOptions, 'allowDirty', 'takeOver', ...changeOptions],
  outputs: ['human', 'json'],
  changes: true,
  async run(context) {
    const { words } = context;
    return change(context, {
      source: sourceOf(context),
      // Whatever else differs is not what was asked for.
      options: { ...planOptionsOf(context.options), targets: words, adopt: words },
      approved: false,
      saved: null,
      named: true,
      question: text('cli.ask.adopt'),
    });
  },
};
