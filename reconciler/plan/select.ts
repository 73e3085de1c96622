import type { Change } from '../model/plan.ts';
import type { PlanOptions } from './input.ts';

type Named = Pick<Change, 'machine' | 'service' | 'instance'>;

/** `api` is a service or an instance anywhere, `web-1/api` there, `web-1/*` everything there. */
export function matches(pattern: string, thing: Named): boolean {
  const slash = pattern.indexOf('/');
  const machine = slash < 0 ? '*' : pattern.slice(0, slash);
  const name = slash < 0 ? pattern : pattern.slice(slash + 1);
  return (
    (machine === '*' || machine === thing.machine) &&
    (name === '*' || name === thing.service || name === thing.instance)
  );
}

export function matchesAny(patterns: readonly string[], thing: Named): boolean {
  return patterns.some((pattern) => matches(pattern, thing));
}

export function selected(options: PlanOptions, thing: Named): boolean {
  if (options.targets.length > 0 && !matchesAny(options.targets, thing)) return false;
  return !matchesAny(options.excludes, thing);
}

/** What was named for something to be done about it, and is nothing of the plan: most likely a slip of the pen. */
export function unknownNames(options: PlanOptions, changes: readonly Named[]): readonly string[] {
  const { targets, replace, adopt, forget, imperative } = options;
  return unmatched([...targets, ...replace, ...adopt, ...forget, ...(imperative?.names ?? [])], changes);
}

/** Each pattern once that names nothing of the plan. */
export function unmatched(patterns: readonly string[], changes: readonly Named[]): readonly string[] {
  return [...new Set(patterns)].filter((pattern) => !changes.some((change) => matches(pattern, change)));
}
