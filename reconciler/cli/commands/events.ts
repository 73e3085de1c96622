import { defaults } from '../../config/generated/defaults.ts';
import { text } from '../../config/text.ts';
import { type Command, folderArgument } from '../command.ts';
import { journalFilter } from '../journal.ts';
import { sourceOptions } from '../options.ts';
import { eventLine } from '../screens/history.ts';

export const events: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'stack', 'run', 'last', 'output'],
  outputs: ['table', 'json'],
  async run(context) {
    const { out, err, options } = context;
    const engine = await context.engine();
    const json = options.value('output') === 'json';
    let any = false;
    for await (const event of engine.events(await journalFilter(context, defaults.cli.eventsShownCount))) {
      any = true;
      if (json) out.ndjson(event);
      else out.line(...eventLine(event));
      if (out.sink.gone.aborted) break;
    }
    if (!any && !json) err.line(text('cli.history.nothing'));
    return 0;
  },
};
