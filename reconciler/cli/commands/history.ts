import { defaults } from '../../config/generated/defaults.ts';
import { text } from '../../config/text.ts';
import { type Command, folderArgument } from '../command.ts';
import { journalFilter } from '../journal.ts';
import { count } from '../numbers.ts';
import { sourceOptions } from '../options.ts';
import { foldRuns, historyTable } from '../screens/history.ts';

export const history: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'stack', 'last', 'output'],
  outputs: ['table', 'json'],
  async run(context) {
    const { out, err, options, io } = context;
    const engine = await context.engine();
    const { stack } = await journalFilter(context, defaults.cli.runsShownCount);
    const all = await foldRuns(engine.events({ stack, last: defaults.cli.historyEventsCount }));
    const runs = all.slice(-count(context, 'last', defaults.cli.runsShownCount));
    if (options.value('output') === 'json') out.json(runs);
    else if (runs.length === 0) err.line(text('cli.history.nothing'));
    else out.clipped(historyTable(runs, io.now()));
    return 0;
  },
};
