import { defaults } from '../../config/generated/defaults.ts';
import { closest } from '../../model/closest.ts';
import type { Machine } from '../../model/desired.ts';
import type { Service } from '../generated/types.ts';
import { compareText, type Report } from '../report.ts';
import type { Resource } from '../validate/resource.ts';
import { matches, parseSelector, type Selector } from '../values/selector.ts';
import { localMachine } from './machines.ts';

export interface Placed {
  readonly machines: readonly Machine[];
  readonly instancesPerMachine: number;
}

export interface Fleets {
  readonly machines: ReadonlyMap<string, readonly Machine[]>;
  /** Also those that are wrong otherwise. */
  readonly names: ReadonlySet<string>;
  readonly complete: boolean;
}

/** Where a service runs. */
export function placementOf(service: Resource<Service>, fleets: Fleets, report: Report): Placed {
  const { placement } = service.value.spec;
  const instancesPerMachine = placement.instancesPerMachine ?? defaults.service.instancesPerMachineCount;
  if (placement.local === true) {
    if (placement.selector !== undefined)
      report.error(
        'selector-without-fleet',
        service.document.place(['spec', 'placement', 'selector'], 'key'),
      );
    return { machines: [localMachine], instancesPerMachine };
  }
  const name = placement.fleet ?? '';
  const machines = fleets.machines.get(name);
  if (machines === undefined) {
    if (!fleets.names.has(name) && fleets.complete) reportUnknownFleet(service, name, fleets, report);
    return { machines: [], instancesPerMachine };
  }
  const selector = selectorOf(service, placement.selector, report);
  const chosen = selector === null ? [] : machines.filter((machine) => matches(selector, machine.labels));
  if (selector !== null && chosen.length === 0 && machines.length > 0)
    reportNoMatch(service, machines, selector, report);
  return { machines: chosen, instancesPerMachine };
}

function selectorOf(
  service: Resource<Service>,
  written: string | undefined,
  report: Report,
): Selector | null {
  if (written === undefined) return [];
  const selector = parseSelector(written);
  if (!('part' in selector)) return selector;
  const at = service.document.place(['spec', 'placement', 'selector'], 'value', selector.part);
  report.error('bad-selector', at, { part: selector.part });
  return null;
}

function reportUnknownFleet(service: Resource<Service>, name: string, fleets: Fleets, report: Report): void {
  const at = service.document.place(['spec', 'placement', 'fleet']);
  const known = [...fleets.names].sort();
  report.error('unknown-fleet', at, { name, known }, { suggestion: closest(name, known) });
}

/** Names the values that the labels of the selector do have. */
function reportNoMatch(
  service: Resource<Service>,
  machines: readonly Machine[],
  selector: Selector,
  report: Report,
): void {
  const { placement } = service.value.spec;
  const at = service.document.place(['spec', 'placement', 'selector']);
  const asked = [...new Set(selector.map((requirement) => requirement.label))];
  const existing = new Set(machines.flatMap((machine) => Object.keys(machine.labels)));
  const shown = asked.filter((label) => existing.has(label));
  const labels = (shown.length > 0 ? shown : [...existing].sort(compareText)).map((label) => {
    const values = new Set(
      machines.map((machine) => machine.labels[label]).filter((value) => value !== undefined),
    );
    return `${label}: ${[...values].sort(compareText).slice(0, 10).join(' ')}`;
  });
  const values = { selector: placement.selector ?? '', fleet: placement.fleet ?? '', labels };
  report.warning(labels.length === 0 ? 'selector-without-labels' : 'selector-matches-nothing', at, values);
}
