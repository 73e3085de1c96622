import type { AdhocRequest } from '../pass/engine.ts';
import type { Context } from './command.ts';
import { progressEvent, resultEvent } from './formats/events.ts';
import { showProblems } from './problems.ts';
import { progressView } from './screens/progress.ts';
import { resultLines } from './screens/result.ts';

/** Services that no commit declares: there is no plan to show, only what is done. */
export async function adhoc(
  context: Context,
  request: Omit<AdhocRequest, 'onProgress' | 'signal'>,
): Promise<number> {
  const { io, out, err, options, interrupts } = context;
  const json = options.value('output') === 'json';
  const began = io.now();
  const engine = await context.engine();
  using view = progressView(io, err);
  interrupts.tellThrough(view.say);
  const applied = await engine.runAdhoc({
    ...request,
    signal: interrupts.signal,
    onProgress: (progress) => (json ? out.ndjson(progressEvent(progress)) : view.show(progress)),
  });
  view[Symbol.dispose]();
  const tookMs = io.now() - began;
  if (json) out.ndjson(resultEvent(applied, tookMs));
  else if (applied.outcome === 'invalid') showProblems(applied.planned.compiled, err);
  else out.lines(resultLines(applied, tookMs, () => `provctl start ${request.name} -- …`));
  return applied.exitCode;
}
