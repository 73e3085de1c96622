import type { Report } from '../report.ts';
import type { Instance } from '../resolve/instances.ts';
import type { Path } from '../source/document.ts';

/** What two instances on one machine cannot both have: a port, a file. */
export function checkCollisions(instances: readonly Instance[], report: Report): void {
  const ports = new Owners('port-collision', report);
  const files = new Owners('file-collision', report);
  for (const instance of instances) {
    const { machine, definition } = instance.desired;
    for (const [index, port] of definition.ports.entries())
      ports.claim(machine, String(port.port), instance, ['spec', 'ports', index, 'port']);
    const { spec } = instance.service.value;
    for (const file of definition.files) {
      const index = (spec.files ?? []).findIndex((written) => written.path === file.path);
      const at: Path = index === -1 ? ['spec', 'files'] : ['spec', 'files', index, 'path'];
      files.claim(machine, file.path, instance, at);
    }
  }
}

class Owners {
  readonly #code: string;
  readonly #report: Report;
  readonly #owners = new Map<string, { readonly instance: Instance; readonly at: Path }>();
  /** Pairs of services that were told once; every further machine would say the same. */
  readonly #told = new Set<string>();

  constructor(code: string, report: Report) {
    this.#code = code;
    this.#report = report;
  }

  claim(machine: string, what: string, instance: Instance, at: Path): void {
    const key = `${machine} ${what}`;
    const first = this.#owners.get(key);
    if (first === undefined) {
      this.#owners.set(key, { instance, at });
      return;
    }
    const pair = [first.instance.service.name, instance.service.name, what].join(' ');
    if (this.#told.has(pair)) return;
    this.#told.add(pair);
    const one = first.instance.desired.definition.instance;
    const other = instance.desired.definition.instance;
    const place = instance.service.document.place(at);
    this.#report.error(
      this.#code,
      place,
      { what, machine, one, other },
      {
        related: [
          { at: place, text: other },
          { at: first.instance.service.document.place(first.at), text: one },
        ],
      },
    );
  }
}
