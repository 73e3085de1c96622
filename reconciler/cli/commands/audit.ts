import { defaults } from '../../config/generated/defaults.ts';
import { text } from '../../config/text.ts';
import { type Command, type Context, folderArgument } from '../command.ts';
import { journalFilter } from '../journal.ts';
import { sourceOptions } from '../options.ts';
import { auditLines, auditPasses } from '../screens/audit.ts';
import { eventLine } from '../screens/history.ts';
import { sourceOf } from '../source.ts';
import { usage } from '../usage.ts';

/** `audit` tells who did what; `audit verify` proves that nobody rewrote it. */
export const audit: Command = {
  arguments: [{ name: 'verify' }, folderArgument],
  options: [...sourceOptions, 'stack', 'last', 'output'],
  outputs: ['table', 'json'],
  async run(context) {
    const [action, folder] = context.words;
    if (action === undefined) return acts(context);
    if (action !== 'verify') throw usage('audit-what', { word: action });
    const engine = await context.engine();
    const report = await engine.verifyAudit(sourceOf(context, folder));
    if (context.options.value('output') === 'json') context.out.json(report);
    else context.out.lines(auditLines(report));
    return auditPasses(report) ? 0 : 1;
  },
};

async function acts(context: Context): Promise<number> {
  const { out, err, options } = context;
  const engine = await context.engine();
  const json = options.value('output') === 'json';
  const filter = await journalFilter(context, defaults.cli.eventsShownCount);
  let any = false;
  for await (const event of engine.events({ ...filter, kinds: ['run-started', 'act', 'run-ended'] })) {
    any = true;
    if (json) out.ndjson(event);
    else out.line(...eventLine(event));
  }
  if (!any && !json) err.line(text('cli.history.nothing'));
  return 0;
}
