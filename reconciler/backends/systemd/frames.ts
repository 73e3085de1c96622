import { lastLine, type OperationResult } from '../../model/operation.ts';
import { decoded, filesOf, sectionsOf, startsOf, unreadable, wholeAnswer } from '../printed.ts';

/** The answer to the observing text, taken apart and checked; nothing in it has a meaning yet. */
export interface Answer {
  /** Asked services first, then further marked ones. */
  readonly services: readonly string[];
  readonly timers: readonly string[];
  /** Aligned with services, then timers. */
  readonly shown: readonly ReadonlyMap<string, string>[];
  /** Drop-ins that lie beside the units, whether loaded or not. */
  readonly drops: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, Buffer>;
  /** PID → field 22 of its stat. */
  readonly starts: ReadonlyMap<number, string>;
  /** PID → what its environment says of its start. */
  readonly environs: ReadonlyMap<number, ReadonlyMap<string, string>>;
  /** Unit → what the manager noted at its start. */
  readonly started: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** @throws ProvctlError `backend.unreadable` for anything but one whole answer. */
export function readAnswer(result: OperationResult | undefined): Answer {
  const { stdout, stderr } = wholeAnswer('systemd', result);
  const sections = sectionsOf('systemd', stdout);
  if (sections.has('failed')) throw unreadable('systemd', lastLine(stderr));
  const text = (name: string) => decoded(sections, name).toString('utf8');
  const units = sections.get('units') ?? [];
  const shown = records(text('show'));
  if (shown.length !== units.length) throw unreadable('systemd', 'changed-meanwhile');
  return {
    services: units.filter((unit) => unit.endsWith('.service')),
    timers: units.filter((unit) => unit.endsWith('.timer')),
    shown,
    drops: new Set(sections.get('drops')),
    files: filesOf('systemd', sections),
    starts: startsOf(text('stat')),
    environs: environsOf(text('environ')),
    started: startedOf(sections.get('started') ?? []),
  };
}

/** `systemctl show`: `Name=value` lines, units apart by an empty line, in the order they were asked for. */
function records(shown: string): readonly ReadonlyMap<string, string>[] {
  if (shown.trim() === '') return [];
  return shown
    .trim()
    .split('\n\n')
    .map((record) => new Map(record.split('\n').map(property)));
}

function property(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

function environsOf(entries: string): ReadonlyMap<number, ReadonlyMap<string, string>> {
  const environs = new Map<number, Map<string, string>>();
  for (const entry of entries.split('\0')) {
    const match = /^\/proc\/(\d+)\/environ:(\w+)=(.*)$/.exec(entry);
    if (match !== null) note(environs, Number(match[1]), match[2] ?? '', match[3] ?? '');
  }
  return environs;
}

function startedOf(lines: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const started = new Map<string, Map<string, string>>();
  for (const line of lines) {
    const match = /^\/run\/systemd\/units\/log-extra-fields:(.+):(PROVCTL_\w+)=(.*)$/.exec(line);
    if (match !== null) note(started, match[1] ?? '', match[2] ?? '', match[3] ?? '');
  }
  return started;
}

/** The first word counts. */
function note<Key>(notes: Map<Key, Map<string, string>>, key: Key, name: string, value: string): void {
  const known = notes.get(key) ?? new Map<string, string>();
  if (!known.has(name)) known.set(name, value);
  notes.set(key, known);
}
