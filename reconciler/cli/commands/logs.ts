import { defaults } from '../../config/generated/defaults.ts';
import { exitCodes } from '../../plan/exit-code.ts';
import type { Command } from '../command.ts';
import { count, seconds } from '../numbers.ts';
import { sourceOptions } from '../options.ts';
import { type Line, type Look, paint } from '../screens/line.ts';
import { sourceOf } from '../source.ts';

const looks: readonly Look[] = ['cyan', 'green', 'yellow', 'magenta', 'blue'];

export const logs: Command = {
  arguments: [{ name: 'service', many: true, completes: 'service' }],
  options: [...sourceOptions, 'adhoc', 'lines', 'follow', 'since', 'output'],
  outputs: ['table', 'json'],
  async run(context) {
    const { options, words, out, interrupts } = context;
    const engine = await context.engine();
    const lines = engine.logs({
      source: sourceOf(context),
      names: words,
      lines: count(context, 'lines', defaults.cli.logLinesCount),
      follow: options.flag('follow'),
      sinceSeconds: seconds(options.value('since')),
      signal: AbortSignal.any([interrupts.signal, out.sink.gone]),
    });
    const json = options.value('output') === 'json';
    const prefix = prefixes();
    try {
      for await (const line of lines) {
        if (json) out.ndjson(line);
        else out.line(...prefix(line.machine, line.instance), line.text);
      }
    } catch (error) {
      if (!out.sink.gone.aborted) throw error;
    }
    return interrupts.stage() > 0 ? exitCodes.interrupted : 0;
  },
};

/** `web-1/api  `, one colour for each instance, as wide as the widest so far. */
function prefixes(): (machine: string, instance: string) => Line {
  const seen = new Map<string, Look>();
  let widest = 0;
  return (machine, instance) => {
    const name = `${machine}/${instance}`;
    if (!seen.has(name)) seen.set(name, looks[seen.size % looks.length] ?? 'cyan');
    widest = Math.max(widest, name.length);
    return [paint(seen.get(name) ?? 'cyan', name.padEnd(widest)), '  '];
  };
}
