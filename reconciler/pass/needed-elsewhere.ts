import type { Definition } from '../model/definition.ts';
import type { ObservedInstance } from '../model/observed.ts';
import type { Change, Plan } from '../model/plan.ts';

/**
 * Paths that other instances of the machine hold or are to hold: a file goes with its last user, not with whoever had
 * it first. What is about to be removed itself holds nothing back.
 */
export function neededElsewhere(
  plan: Plan,
  change: Change,
  instances: readonly ObservedInstance[],
): ReadonlySet<string> {
  const paths = new Set<string>();
  const hold = (definition: Definition | null | undefined) => {
    for (const file of definition?.files ?? []) paths.add(file.path);
  };
  const others = plan.changes.filter(
    ({ machine, address }) => machine === change.machine && address !== change.address,
  );
  for (const other of others) if (other.action !== 'delete') hold(other.after.definition);
  const leaving = new Set([change, ...others.filter(({ action }) => action === 'delete')].map(keyOf));
  for (const one of instances) {
    if (one.installed.kind === 'marked' && !leaving.has(keyOf(one))) hold(one.installed.definition);
  }
  for (const other of others) if (other.action === 'forget') hold(other.before.definition);
  return paths;
}

function keyOf({ instance, backend }: Pick<ObservedInstance, 'instance' | 'backend'>): string {
  return `${backend} ${instance}`;
}
