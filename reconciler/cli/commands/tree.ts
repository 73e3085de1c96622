import { type Command, folderArgument } from '../command.ts';
import { statusExitCode } from '../exit-codes.ts';
import { sourceOptions } from '../options.ts';
import { treeLines } from '../screens/status.ts';
import { sourceOf } from '../source.ts';

export const tree: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'adhoc'],
  async run(context) {
    const engine = await context.engine();
    const seen = await engine.status(sourceOf(context, context.words[0]));
    context.out.clipped(treeLines(seen));
    return statusExitCode(seen);
  },
};
