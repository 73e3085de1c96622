import { text } from '../../config/text.ts';
import type { Command, Context } from '../command.ts';
import { statusExitCode } from '../exit-codes.ts';
import { sourceOptions } from '../options.ts';
import { rolloutLines, rolloutOf } from '../screens/rollout.ts';
import { sourceOf, sourceWords } from '../source.ts';
import { usage } from '../usage.ts';

export const rollout: Command = {
  arguments: [
    { name: 'action', required: true, choices: ['status', 'retry'] },
    { name: 'service', many: true, completes: 'service' },
  ],
  options: [...sourceOptions, 'output'],
  outputs: ['table', 'json'],
  async run(context) {
    const [action, ...services] = context.words;
    return action === 'retry' ? retry(context, services) : status(context, services);
  },
};

async function status(context: Context, services: readonly string[]): Promise<number> {
  const { out, options } = context;
  const engine = await context.engine();
  const seen = await engine.status(sourceOf(context));
  const rollouts = rolloutOf(seen).filter(
    ({ service }) => services.length === 0 || services.includes(service),
  );
  if (options.value('output') === 'json') out.json(rollouts);
  else out.clipped(rolloutLines(rollouts));
  return statusExitCode(seen);
}

/** What was rejected may be tried again; the next apply does it. */
async function retry(context: Context, services: readonly string[]): Promise<number> {
  if (services.length === 0) throw usage('missing-argument', { word: 'service' });
  const engine = await context.engine();
  const retried = await engine.retry(sourceOf(context), services);
  if (context.options.value('output') === 'json') context.out.json(retried);
  else if (retried.length === 0) context.out.line(text('cli.rollout.none-rejected'));
  else
    context.out.lines([
      [text('cli.rollout.retried', { services: retried.join(', ') })],
      [text('cli.next', { command: `provctl apply${sourceWords(context)}` })],
    ]);
  return 0;
}
