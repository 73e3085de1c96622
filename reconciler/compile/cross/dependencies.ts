import { closest } from '../../model/closest.ts';
import type { Place } from '../../model/problem.ts';
import type { Service } from '../generated/types.ts';
import type { Report } from '../report.ts';
import type { Resource } from '../validate/resource.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly at: Place;
}

/** Names of services that are not there, and services that wait for each other. */
export function checkDependencies(
  services: readonly Resource<Service>[],
  names: ReadonlySet<string>,
  complete: boolean,
  report: Report,
): void {
  const edges = new Map<string, readonly { readonly to: string; readonly index: number }[]>();
  for (const service of services) {
    const targets = (service.value.spec.dependsOn ?? []).map((to, index) => ({ to, index }));
    edges.set(service.name, targets);
    for (const { to, index } of targets) {
      if (names.has(to) || !complete) continue;
      const at = service.document.place(['spec', 'dependsOn', index]);
      const others = [...names].filter((name) => name !== service.name).sort();
      report.error('unknown-service', at, { name: to }, { suggestion: closest(to, others) });
    }
  }
  const byName = new Map(services.map((service) => [service.name, service]));
  for (const cycle of cyclesOf(edges)) reportCycle(cycle, edges, byName, report);
}

function reportCycle(
  cycle: readonly string[],
  edges: Parameters<typeof cyclesOf>[0],
  services: ReadonlyMap<string, Resource<Service>>,
  report: Report,
): void {
  const steps = cycle.flatMap((from, position): Edge[] => {
    const to = cycle[(position + 1) % cycle.length] ?? from;
    const index = edges.get(from)?.find((edge) => edge.to === to)?.index ?? 0;
    const at = services.get(from)?.document.place(['spec', 'dependsOn', index]);
    return at === undefined ? [] : [{ from, to, at }];
  });
  const [first] = cycle;
  const printed = [...cycle, first ?? ''].join(' → ');
  const at = steps[0]?.at ?? null;
  const related = steps.slice(0, 20).map((step) => ({ at: step.at, text: `${step.from} → ${step.to}` }));
  if (cycle.length === 1) report.error('depends-on-itself', at, { name: first ?? '' });
  else report.error('dependency-cycle', at, { cycle: printed }, { related });
}

/** One cycle for each knot of services, found without recursion: a chain may be as long as there are services. */
function cyclesOf(
  edges: ReadonlyMap<string, readonly { readonly to: string; readonly index: number }[]>,
): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of [...edges.keys()].sort()) {
    if (done.has(start)) continue;
    const path: string[] = [start];
    const positions = new Map([[start, 0]]);
    const next = new Map<string, number>();
    while (path.length > 0) {
      const at = path.at(-1) ?? start;
      const index = next.get(at) ?? 0;
      const target = edges.get(at)?.[index]?.to;
      next.set(at, index + 1);
      if (target === undefined) {
        done.add(at);
        positions.delete(at);
        path.pop();
      } else if (positions.has(target)) {
        cycles.push(path.slice(positions.get(target)));
      } else if (!done.has(target) && edges.has(target)) {
        positions.set(target, path.length);
        path.push(target);
      }
    }
  }
  return distinctKnots(cycles);
}

/** Cycles that share a service are one knot; the shortest of them says it best. */
function distinctKnots(cycles: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const told = new Set<string>();
  return [...cycles]
    .sort((a, b) => a.length - b.length)
    .filter((cycle) => {
      const isNew = cycle.every((name) => !told.has(name));
      if (isNew) for (const name of cycle) told.add(name);
      return isNew;
    });
}
