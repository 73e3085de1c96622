import { defaults } from '../../config/generated/defaults.ts';
import type { Definition, Port } from '../../model/definition.ts';
import type { DesiredInstance, Machine } from '../../model/desired.ts';
import type { Place } from '../../model/problem.ts';
import type { Service } from '../generated/types.ts';
import { compareText, type Report } from '../report.ts';
import type { Resource } from '../validate/resource.ts';
import { definitionOf } from './definition.ts';
import type { Contents } from './files.ts';
import { sorted } from './machines.ts';
import type { Placed } from './placement.ts';
import { Scope } from './scope.ts';

/** A desired instance, with the service it comes from for what is checked across services. */
export interface Instance {
  readonly desired: DesiredInstance;
  readonly service: Resource<Service>;
}

/** The instances of a service: `api`, then `api@2` and so on where a machine has several. */
export function instancesOf(
  service: Resource<Service>,
  { machines, instancesPerMachine }: Placed,
  vars: ReadonlyMap<string, string>,
  contents: Contents,
  report: Report,
): readonly Instance[] {
  const places = placesOf(service);
  const instances: Instance[] = [];
  for (const machine of machines) {
    for (let index = 1; index <= instancesPerMachine; index++) {
      const ports = portsOf(service, index, report);
      const definition = definitionOf(
        service,
        scopeOf(service, machine, index, ports, vars, report),
        ports,
        contents,
        report,
      );
      instances.push({ service, desired: desiredOf(service, machine, definition, places) });
    }
  }
  return instances;
}

function desiredOf(
  { value }: Resource<Service>,
  machine: Machine,
  definition: Definition,
  places: () => DesiredInstance['places'],
): DesiredInstance {
  return {
    machine: machine.name,
    backend: value.spec.backend ?? defaults.service.backend,
    definition,
    get places() {
      return places();
    },
    renamedFrom: [...new Set(value.spec.renamedFrom ?? [])].sort(compareText),
    adopt: value.spec.adopt ?? false,
    isBootGiven: value.spec.boot !== undefined,
  };
}

function scopeOf(
  service: Resource<Service>,
  machine: Machine,
  index: number,
  ports: readonly Port[],
  vars: ReadonlyMap<string, string>,
  report: Report,
): Scope {
  const instance = index === 1 ? service.name : `${service.name}@${index}`;
  const numbers = new Map(ports.map((port) => [port.name, port.port]));
  return new Scope({ name: service.name, instance, machine, ports: numbers, vars }, service.document, report);
}

function portsOf(service: Resource<Service>, index: number, report: Report): readonly Port[] {
  const ports = (service.value.spec.ports ?? []).map(({ name, port }) => ({ name, port: port + index - 1 }));
  for (const [position, { name, port }] of ports.entries()) {
    const at = ['spec', 'ports', position];
    if (port > 65_535)
      report.error('port-beyond-range', service.document.place([...at, 'port']), { name, port });
    if (ports.findIndex((other) => other.name === name) < position)
      report.error('duplicate-port-name', service.document.place([...at, 'name']), { name });
  }
  return ports;
}

/** Made when they are first looked at: a pass without changes needs none. */
function placesOf(service: Resource<Service>): () => Readonly<Record<string, Place>> {
  let places: Readonly<Record<string, Place>> | null = null;
  return () => {
    places ??= sorted(
      Object.fromEntries(
        Object.keys(service.value.spec).map((field) => [
          field,
          service.document.place(['spec', field], 'key'),
        ]),
      ),
    );
    return places;
  };
}
