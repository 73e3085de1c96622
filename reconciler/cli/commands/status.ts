import { type Command, folderArgument } from '../command.ts';
import { statusExitCode } from '../exit-codes.ts';
import { sourceOptions } from '../options.ts';
import { statusLines } from '../screens/status.ts';
import { sourceOf } from '../source.ts';
import { printYaml } from '../yaml.ts';

export const status: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'adhoc', 'output'],
  outputs: ['table', 'json', 'yaml'],
  async run(context) {
    const { out, options } = context;
    const engine = await context.engine();
    const seen = await engine.status(sourceOf(context, context.words[0]));
    const output = options.value('output') ?? 'table';
    if (output === 'json') out.json(seen);
    else if (output === 'yaml') await printYaml(out, seen);
    else out.clipped(statusLines(seen));
    return statusExitCode(seen);
  },
};
