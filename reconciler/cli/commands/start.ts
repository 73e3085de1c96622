import { resolve } from 'node:path';
import { text } from '../../config/text.ts';
import { adhoc } from '../adhoc.ts';
import type { Command, Context } from '../command.ts';
import { imperative, imperativeCommand } from '../imperative.ts';
import { sourceOf } from '../source.ts';
import { usage } from '../usage.ts';

/** `start NAME…` ends the hold that `stop` left; `start NAME -- COMMAND…` runs what is declared nowhere. */
export const start: Command = {
  ...imperativeCommand,
  options: [...imperativeCommand.options, 'env', 'cwd'],
  takesRest: true,
  async run(context) {
    if (context.rest !== null) return startUndeclared(context, context.rest);
    if (context.options.list('env').length > 0 || context.options.value('cwd') !== null)
      throw usage('only-adhoc', {});
    const engine = await context.engine();
    const released = await engine.unhold(sourceOf(context), context.words);
    if (released.length > 0 && context.options.value('output') !== 'json')
      context.err.line(text('cli.unheld', { services: released.join(', ') }));
    return imperative(context, 'start');
  },
};

async function startUndeclared(context: Context, command: readonly string[]): Promise<number> {
  const [name, second] = context.words;
  if (name === undefined || second !== undefined) throw usage('adhoc-one-name', {});
  if (command.length === 0) throw usage('adhoc-no-command', { name });
  const cwd = context.options.value('cwd');
  return adhoc(context, {
    verb: 'start',
    name,
    command,
    env: Object.fromEntries(context.options.list('env').map(assignment)),
    cwd: resolve(context.io.cwd, cwd ?? '.'),
  });
}

function assignment(word: string): readonly [name: string, value: string] {
  const at = word.indexOf('=');
  if (at < 1) throw usage('not-an-assignment', { word });
  return [word.slice(0, at), word.slice(at + 1)];
}
