import { defaults } from '../../config/generated/defaults.ts';
import { exitCodes } from '../../plan/exit-code.ts';
import type { Command, Context } from '../command.ts';
import { sourceOptions } from '../options.ts';
import { type Line, type Look, paint } from '../screens/line.ts';
import { sourceOf } from '../source.ts';
import { usage } from '../usage.ts';

const looks: readonly Look[] = ['cyan', 'green', 'yellow', 'magenta', 'blue'];

export const logs: Command = {
  arguments: [{ name: 'service', many: true, completes: 'service' }],
  options: [...sourceOptions, 'lines', 'follow', 'since', 'output'],
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

/** A whole number of at least 1. */
export function count(context: Context, name: 'lines' | 'last', otherwise: number): number {
  const given = context.options.value(name);
  if (given === null) return otherwise;
  if (!/^[1-9][0-9]{0,6}$/.test(given)) throw usage('not-a-count', { option: `--${name}`, word: given });
  return Number(given);
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function seconds(duration: string | null): number | null {
  if (duration === null) return null;
  if (!/^(?:[0-9]{1,7}[smhd])+$/.test(duration)) throw usage('not-a-duration', { word: duration });
  return [...duration.matchAll(/([0-9]+)([smhd])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit ?? ''] ?? 0),
    0,
  );
}

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
