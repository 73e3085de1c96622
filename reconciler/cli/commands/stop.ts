import { adhoc } from '../adhoc.ts';
import type { Command } from '../command.ts';
import { imperative, imperativeCommand } from '../imperative.ts';
import { usage } from '../usage.ts';

/** Leaves a hold: `apply` lets what an operator stopped rest until it is started again. */
export const stop: Command = {
  ...imperativeCommand,
  options: [...imperativeCommand.options, 'adhoc'],
  async run(context) {
    if (!context.options.flag('adhoc')) return imperative(context, 'stop');
    const [name, second] = context.words;
    if (name === undefined || second !== undefined) throw usage('adhoc-one-name', {});
    return adhoc(context, { verb: 'stop', name, command: [], env: {}, cwd: null });
  },
};
