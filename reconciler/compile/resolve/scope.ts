import { closest } from '../../model/closest.ts';
import type { Machine } from '../../model/desired.ts';
import type { Place } from '../../model/problem.ts';
import type { Report } from '../report.ts';
import type { Document, Path } from '../source/document.ts';
import { expand, hidesRelease } from '../values/placeholder.ts';

/** The names of one instance. */
export interface Names {
  readonly name: string;
  readonly instance: string;
  readonly machine: Machine;
  readonly ports: ReadonlyMap<string, number>;
  readonly vars: ReadonlyMap<string, string>;
}

/** Expands the placeholders of one instance, and reports those that it has not. */
export class Scope {
  readonly names: Names;
  readonly #document: Document;
  readonly #report: Report;

  constructor(names: Names, document: Document, report: Report) {
    this.names = names;
    this.#document = document;
    this.#report = report;
  }

  /** With `{release}` left standing. */
  text(written: string, path: Path): string {
    if (!written.includes('{')) return written;
    const { text, unknown } = expand(written, (name) => this.#lookup(name));
    for (const name of unknown) this.#reportUnknown(name, path);
    if (text === null) {
      this.#report.error('expanded-too-long', this.#document.place(path));
      return written;
    }
    if (hidesRelease(written, text))
      this.#report.error('release-hidden', this.#document.place(path, 'value', '{release}'));
    return text;
  }

  /** Where there is no release yet. */
  textWithoutRelease(written: string, path: Path): string {
    const text = this.text(written, path);
    if (text.includes('{release}'))
      this.#report.error('release-not-here', this.#document.place(path, 'value', '{release}'));
    return text;
  }

  texts(written: readonly string[], path: Path): readonly string[] {
    return written.map((text, index) => this.text(text, [...path, index]));
  }

  place(path: Path, within?: string): Place {
    return this.#document.place(path, 'value', within);
  }

  #lookup(name: string): string | null {
    const { names } = this;
    if (name === 'name') return names.name;
    if (name === 'instance') return names.instance;
    if (name === 'machine') return names.machine.name;
    if (name === 'machine.address') return addressOf(names.machine);
    if (name === 'port') return textOrNull(names.ports.values().next().value);
    const [, family, member] = /^(port|label|vars)\.(.+)$/.exec(name) ?? [];
    if (family === 'port') return textOrNull(names.ports.get(member ?? ''));
    if (family === 'vars') return names.vars.get(member ?? '') ?? null;
    if (family === 'label' && Object.hasOwn(names.machine.labels, member ?? ''))
      return names.machine.labels[member ?? ''] ?? null;
    return null;
  }

  #reportUnknown(name: string, path: Path): void {
    const { machine } = this.names;
    const at = this.#document.place(path, 'value', `{${name}}`);
    const known = this.#known();
    const suggestion = closest(name, known);
    const label = /^label\.(.+)$/.exec(name)?.[1];
    if (name === 'port') this.#report.error('no-port', at);
    else if (label === undefined)
      this.#report.error('unknown-placeholder', at, { name, known }, { suggestion });
    else {
      const values = { label, machine: machine.name, known: Object.keys(machine.labels) };
      this.#report.error('unknown-label', at, values, { suggestion });
    }
  }

  #known(): readonly string[] {
    const { ports, machine, vars } = this.names;
    return [
      'name',
      'instance',
      'machine',
      'machine.address',
      'release',
      ...(ports.size === 0 ? [] : ['port']),
      ...[...ports.keys()].map((port) => `port.${port}`),
      ...Object.keys(machine.labels).map((label) => `label.${label}`),
      ...[...vars.keys()].map((name) => `vars.${name}`),
    ];
  }
}

function addressOf(machine: Machine): string {
  return machine.connection.kind === 'local' ? '127.0.0.1' : machine.connection.address;
}

function textOrNull(value: number | undefined): string | null {
  return value === undefined ? null : String(value);
}
