import { ProvctlError } from '../../model/error.ts';
import type { OperationResult } from '../../model/operation.ts';

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

/** @throws ProvctlError `backend.unreadable`: half an answer is none, since what it leaves out would look absent. */
export function readAnswer(result: OperationResult | undefined): Answer {
  if (result?.kind !== 'exited') throw unreadable(result?.kind ?? 'nothing');
  if (result.timedOut) throw unreadable('timed out');
  const sections = sectionsOf(result.stdout);
  if (result.status !== 0 || result.truncated || !sections.has('end')) throw unreadable('cut short');
  if (sections.has('failed')) throw unreadable(lastLine(result.stderr));
  const units = sections.get('units') ?? [];
  const shown = records(text(sections, 'show'));
  if (shown.length !== units.length) throw unreadable('units changed meanwhile');
  return {
    services: units.filter((unit) => unit.endsWith('.service')),
    timers: units.filter((unit) => unit.endsWith('.timer')),
    shown,
    drops: new Set(sections.get('drops')),
    files: filesOf(sections),
    starts: startsOf(text(sections, 'stat')),
    environs: environsOf(text(sections, 'environ')),
    started: startedOf(sections.get('started') ?? []),
  };
}

function unreadable(detail: string): ProvctlError {
  return new ProvctlError('backend.unreadable', { backend: 'systemd', detail });
}

function lastLine(stderr: string): string {
  return stderr.trimEnd().split('\n').at(-1)?.slice(0, 300) ?? '';
}

type Sections = ReadonlyMap<string, readonly string[]>;

function sectionsOf(stdout: string): Sections {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of stdout.split('\n')) {
    if (line.startsWith('#')) {
      lines = [];
      sections.set(line.slice(1), lines);
    } else if (line !== '') lines.push(line);
  }
  return sections;
}

function bytes(sections: Sections, name: string): Buffer {
  return Buffer.from((sections.get(name) ?? []).join(''), 'base64');
}

function text(sections: Sections, name: string): string {
  return bytes(sections, name).toString('utf8');
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

/** Files follow each other without a gap; a sum that does not fit means that one changed between count and content. */
function filesOf(sections: Sections): ReadonlyMap<string, Buffer> {
  const paths = sections.get('paths') ?? [];
  const content = bytes(sections, 'files');
  const sizes = (sections.get('sizes') ?? []).slice(0, paths.length).map((line) => Number.parseInt(line, 10));
  const files = new Map<string, Buffer>();
  let from = 0;
  for (const [index, path] of paths.entries()) {
    const to = from + (sizes[index] ?? Number.NaN);
    files.set(path, content.subarray(from, to));
    from = to;
  }
  if (from !== content.length) throw unreadable('unit files changed meanwhile');
  return files;
}

/** A process may put anything but a whole record into its name, so a record is found by its shape, from the front. */
function startsOf(stats: string): ReadonlyMap<number, string> {
  const starts = new Map<number, string>();
  for (const match of stats.matchAll(/(?:^|\n)(\d+) \([\s\S]{0,64}?\) [A-Za-z] ((?:-?\d+ ){18})(\d+) /g)) {
    starts.set(Number(match[1]), match[3] ?? '');
  }
  return starts;
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
