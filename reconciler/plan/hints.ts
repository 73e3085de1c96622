import type { Change, Hint } from '../model/plan.ts';
import type { PlanOptions } from './input.ts';
import { unknownNames, unmatched } from './select.ts';

/** Never acted on: what the reader may not have meant. */
export function hintsOf(options: PlanOptions, changes: readonly Change[]): readonly Hint[] {
  const hints: Hint[] = [...looksRenamed(changes)];
  const unknown = [...unknownNames(options, changes), ...unmatched(options.excludes, changes)];
  for (const name of new Set(unknown)) {
    hints.push({ code: 'names-nothing', values: { name } });
  }
  if (options.targets.length + options.excludes.length > 0) hints.push({ code: 'targeted', values: {} });
  return hints;
}

/** What goes and what comes on one machine would run the very same thing. */
function looksRenamed(changes: readonly Change[]): readonly Hint[] {
  const gone = new Map<string, string>();
  for (const change of changes) {
    if (change.reason !== 'not-declared' || change.before.mark === null) continue;
    gone.set(`${change.machine} ${change.before.mark.restartHash}`, change.service);
  }
  if (gone.size === 0) return [];
  const pairs = new Map<string, Hint>();
  for (const { action, reason, machine, service, after } of changes) {
    if (action !== 'create' || reason !== 'not-installed' || after.mark === null) continue;
    const from = gone.get(`${machine} ${after.mark.restartHash}`);
    if (from === undefined || from === service) continue;
    pairs.set(`${from} ${service}`, { code: 'looks-renamed', values: { from, to: service } });
  }
  return [...pairs.values()];
}
