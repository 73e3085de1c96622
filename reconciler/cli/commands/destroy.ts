import { text } from '../../config/text.ts';
import { change } from '../changing.ts';
import { type Command, folderArgument } from '../command.ts';
import { changeOptions, sourceOptions } from '../options.ts';
import { planOptionsOf } from '../planning.ts';
import { sourceOf } from '../source.ts';

export const destroy: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'target', 'exclude', 'allowDirty', 'takeOver', ...changeOptions],
  outputs: ['human', 'json'],
  changes: true,
  async run(context) {
    const word = context.words[0];
    return change(context, {
      source: sourceOf(context, word),
      folder: word,
      options: { ...planOptionsOf(context.options), destroy: true },
      approved: false,
      saved: null,
      named: false,
      question: text('cli.ask.destroy'),
    });
  },
};
