import type { Definition } from '../../model/definition.ts';
import type { Refusal } from '../backend.ts';
import { unwritable } from './quote.ts';

/** One `Name=value` line. */
export type Line = readonly [name: string, value: string];

type RawSections = NonNullable<Definition['systemd']>;
type RawSection = RawSections[string];

/** What systemd sums up over its lines: a raw one is added to ours and cannot empty the list. */
const additive = new Set(['Environment', 'EnvironmentFile', 'LogExtraFields']);

/** What would point the unit at something else than what was declared, or at units that are not ours. */
const refused: Readonly<Record<string, ReadonlySet<string>>> = {
  unit: new Set(),
  service: new Set(['ExecStart']),
  install: new Set(['Alias', 'Also', 'DefaultInstance']),
  timer: new Set(['OnCalendar', 'Unit']),
};

/**
 * Raw directives are systemd's own language, written as they are given (`%` and quotes keep their meaning). One that the
 * portable fields also give replaces it, except where systemd sums up; all others are added, sorted by name.
 */
export function withRaw(ours: readonly Line[], raw: RawSection | undefined): readonly Line[] {
  if (raw === undefined) return ours;
  const replaced = new Set(Object.keys(raw).filter((name) => !additive.has(name)));
  const kept = ours.filter(([name]) => !replaced.has(name));
  const added = Object.keys(raw)
    .sort()
    .flatMap((name) => valuesOf(raw[name]).map((value): Line => [name, value]));
  return [...kept, ...added];
}

function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

export function section(name: string, lines: readonly Line[]): string {
  return `[${name}]\n${lines.map(([key, value]) => `${key}=${value}\n`).join('')}`;
}

/** A line longer than LONG_LINE_MAX (1 MiB) makes systemd drop the whole file. */
export const lineMaxBytes = 1_000_000;

export function rawRefusals(raw: RawSections | undefined): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const [sectionName, directives] of Object.entries(raw ?? {})) {
    for (const [name, value] of Object.entries(directives)) {
      const code = directiveRefusal(sectionName, name, valuesOf(value));
      if (code !== null) refusals.push({ field: `systemd.${sectionName}.${name}`, code, values: { name } });
    }
  }
  return refusals;
}

function directiveRefusal(sectionName: string, name: string, values: readonly string[]): string | null {
  const forbidden = refused[sectionName];
  if (forbidden === undefined || !/^(X-)?[A-Z][A-Za-z0-9-]*$/.test(name)) return 'systemd-directive-unknown';
  if (forbidden.has(name)) return 'systemd-directive-reserved';
  // PROVCTL_* in the environment tells what runs; nobody else may write it.
  if (values.some((value) => value.includes('PROVCTL_'))) return 'systemd-directive-reserved';
  if (additive.has(name) && values.some((value) => value === '')) return 'systemd-directive-reserved';
  if (values.some((value) => unwritable(value) !== null)) return 'text-control-character';
  return null;
}
