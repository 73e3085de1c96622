import { text } from '../../config/text.ts';
import { type Command, folderArgument } from '../command.ts';
import { journalFilter } from '../journal.ts';
import { sourceOptions } from '../options.ts';
import { foldRuns, historyTable } from '../screens/history.ts';
import { count } from './logs.ts';

const defaultLast = 20;
/** Events of one run are many; enough of them are read that the wanted runs are whole. */
const eventsRead = 20_000;

export const history: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'stack', 'last', 'output'],
  outputs: ['table', 'json'],
  async run(context) {
    const { out, err, options, io } = context;
    const engine = await context.engine();
    const { stack } = await journalFilter(context, defaultLast);
    const all = await foldRuns(engine.events({ stack, last: eventsRead }));
    const runs = all.slice(-count(context, 'last', defaultLast));
    if (options.value('output') === 'json') out.json(runs);
    else if (runs.length === 0) err.line(text('cli.history.nothing'));
    else out.clipped(historyTable(runs, io.now()));
    return 0;
  },
};
