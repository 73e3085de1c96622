import { ProvctlError } from '../model/error.ts';
import type { EventFilter } from '../record/store.ts';
import type { Context } from './command.ts';
import { count } from './numbers.ts';
import { sourceOf } from './source.ts';

/** Which part of the journal is meant: `--stack`, or the stack of the named folder, or every stack. */
export async function journalFilter(context: Context, otherwise: number): Promise<EventFilter> {
  const { options } = context;
  const run = options.value('run');
  return {
    stack: options.value('stack') ?? (await stackOfFolder(context)),
    last: count(context, 'last', otherwise),
    ...(run === null ? {} : { run }),
  };
}

async function stackOfFolder(context: Context): Promise<string | null> {
  const [word] = context.words;
  if (word === undefined && context.options.value('url') === null && context.options.value('path') === null)
    return null;
  const engine = await context.engine();
  const compiled = await engine.compile(sourceOf(context, word));
  if (compiled.desired === null)
    throw new ProvctlError('desired.invalid', {
      errors: compiled.problems.filter(({ severity }) => severity === 'error').length,
    });
  return compiled.desired.stack.name;
}
