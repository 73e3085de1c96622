import type { DesiredInstance } from '../model/desired.ts';
import { type Change, goesAway, isActive } from '../model/plan.ts';

const nothing: readonly string[] = [];

/**
 * What each change waits for. Up: the services it depends on, through those that do not change. Down: whoever depended
 * on it. A service that waits for itself waits for its own earlier place on that machine (another backend).
 */
export function ordered(changes: readonly Change[], wanted: readonly DesiredInstance[]): readonly Change[] {
  const moving = changes.filter(isActive);
  if (moving.length === 0) return changes;
  const coming = new Set(
    changes
      .filter((change) => (isActive(change) ? !goesAway(change) : staysDown(change)))
      .map(({ service }) => service),
  );
  const dependencies = closureOf(wanted, coming);
  const dependents = dependentsOf(moving);
  const renames = renamedAway(moving);
  return changes.map((change) => {
    if (!isActive(change)) return change;
    const waitsFor = goesAway(change)
      ? waitsDown(change, dependents)
      : waitsUp(change, dependencies(change.service), renames);
    return waitsFor.length === 0 ? change : { ...change, waitsFor };
  });
}

/** Its release is not tried again and nothing of it serves, so whoever depends on it has nothing to start for. */
export function staysDown({ reason, before }: Change): boolean {
  return reason === 'rejected' && before.run !== 'running';
}

function waitsUp(
  change: Change,
  dependencies: ReadonlySet<string>,
  renames: ReadonlyMap<string, string>,
): readonly string[] {
  const waits = new Set(dependencies);
  waits.delete(change.service);
  if (change.reason === 'renamed' && change.before.mark === null) {
    const before = renames.get(`${change.machine}/${change.formerly ?? change.detail}`);
    if (before !== undefined) waits.add(before);
  }
  if (change.reason === 'put-back') {
    const inTheWay = renames.get(change.address);
    if (inTheWay !== undefined) waits.add(inTheWay);
  }
  if (change.reason === 'backend-changed') waits.add(change.service);
  return [...waits].sort();
}

function waitsDown(change: Change, dependents: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  // What is replaced goes first: its dependents wait for what replaces it, so it cannot wait for them.
  const isReplaced = change.reason === 'renamed' || change.reason === 'put-back';
  if (change.reason === 'backend-changed' || (change.action === 'delete' && isReplaced)) return nothing;
  return [...(dependents.get(change.service) ?? nothing)].filter((name) => name !== change.service).sort();
}

/**
 * `machine/instance` that goes because it has a new name → its service; and that comes back under its old name → the
 * service that has to go for it.
 */
function renamedAway(moving: readonly Change[]): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const change of moving) {
    if (change.action === 'delete' && change.reason === 'renamed')
      renames.set(change.address, change.service);
    if (change.action === 'delete' && change.reason === 'put-back')
      renames.set(`${change.machine}/${change.detail}`, change.service);
  }
  return renames;
}

/** Service → services of this plan that depended on it when they were installed. */
function dependentsOf(moving: readonly Change[]): ReadonlyMap<string, ReadonlySet<string>> {
  const dependents = new Map<string, Set<string>>();
  for (const change of moving) {
    const still = goesAway(change) ? [] : (change.after.definition?.dependsOn ?? []);
    for (const name of change.before.definition?.dependsOn ?? []) {
      // Who still depends on it waits for it to come, and only to come.
      if (still.includes(name)) continue;
      const known = dependents.get(name);
      if (known === undefined) dependents.set(name, new Set([change.service]));
      else known.add(change.service);
    }
  }
  return dependents;
}

/** Service → the services that come in this plan and that it depends on, directly or through unchanged ones. */
function closureOf(
  wanted: readonly DesiredInstance[],
  coming: ReadonlySet<string>,
): (service: string) => ReadonlySet<string> {
  const direct = new Map<string, ReadonlySet<string>>();
  for (const { definition } of wanted) {
    if (definition.dependsOn.length === 0) continue;
    const known = direct.get(definition.service) ?? new Set();
    direct.set(definition.service, new Set([...known, ...definition.dependsOn]));
  }
  const closures = new Map<string, ReadonlySet<string>>();
  return (service) => {
    const known = closures.get(service);
    if (known !== undefined) return known;
    const closure = new Set<string>();
    const seen = new Set<string>([service]);
    const open = [...(direct.get(service) ?? [])];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (coming.has(name)) closure.add(name);
      else open.push(...(direct.get(name) ?? []));
    }
    closures.set(service, closure);
    return closure;
  };
}
