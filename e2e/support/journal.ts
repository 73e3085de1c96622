import { makeEngine } from '../../reconciler/engine.ts';
import type { JournalEvent } from '../../reconciler/model/event.ts';
import type { Lab } from './lab.ts';

/** What the journal holds of the last run, oldest first. */
export async function lastRun(lab: Lab): Promise<readonly JournalEvent[]> {
  await using engine = await makeEngine({ configFile: null, stateDirectory: lab.state });
  const events = await Array.fromAsync(engine.events({ stack: null, last: 500 }));
  const run = events.at(-1)?.run;
  return events.filter((event) => event.run === run);
}

/** Each step as `action instance` and each verdict as `verdict instance`, in the order they were written. */
export function told(events: readonly JournalEvent[]): readonly string[] {
  return events.flatMap(({ event }) => {
    if (event.kind === 'intent')
      return event.steps.map(({ action, address }) => `${action} ${address.replace(/^.*\//, '')}`);
    return event.kind === 'verdict' ? [`${event.verdict} ${event.instance}`] : [];
  });
}
