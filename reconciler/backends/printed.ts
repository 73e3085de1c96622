import { defaults } from '../config/generated/defaults.ts';
import type { BackendName } from '../model/definition.ts';
import { ProvctlError } from '../model/error.ts';
import type { OperationResult, ReadOperation } from '../model/operation.ts';

/**
 * Reads what an observing text printed on a machine: sections of lines, each led by `#name`. What may hold anything is
 * base64 there, so nothing in it can look like another section.
 */
export type Sections = ReadonlyMap<string, readonly string[]>;

type Exited = Extract<OperationResult, { kind: 'exited' }>;

/** One command that runs an observing text with these arguments. */
export function observing(observeText: string, ...words: readonly string[]): ReadOperation {
  return {
    kind: 'exec',
    argv: ['sh', '-c', observeText, 'sh', ...words],
    timeoutMs: defaults.backends.observeTimeoutMs,
    maxOutputBytes: defaults.backends.observeMaxBytes,
  };
}

/** @throws ProvctlError `backend.unreadable`: half an answer is none, since what it leaves out would look absent. */
export function wholeAnswer(backend: BackendName, result: OperationResult | undefined): Exited {
  if (result?.kind !== 'exited') throw unreadable(backend, result?.kind ?? 'no-answer');
  if (result.timedOut) throw unreadable(backend, 'timed-out');
  if (result.status !== 0 || result.truncated) throw unreadable(backend, 'cut-short');
  return result;
}

/** `detail` is a code or a machine's own word: for the report of a bug. */
export function unreadable(backend: BackendName, detail: string): ProvctlError {
  return new ProvctlError('backend.unreadable', { backend, detail });
}

/** The last section is `#end`. @throws as {@link wholeAnswer} */
export function sectionsOf(backend: BackendName, output: string): Sections {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of output.split('\n')) {
    if (line.startsWith('#')) {
      lines = [];
      sections.set(line.slice(1), lines);
    } else if (line !== '') lines.push(line);
  }
  if (!sections.has('end')) throw unreadable(backend, 'cut-short');
  return sections;
}

export function decoded(sections: Sections, name: string): Buffer {
  return Buffer.from((sections.get(name) ?? []).join(''), 'base64');
}

/**
 * Path → bytes, of `#paths`, `#sizes` (as wc prints them) and `#files`. They follow each other without a gap; a sum that
 * does not fit means that one changed between count and content. @throws as {@link wholeAnswer}
 */
export function filesOf(backend: BackendName, sections: Sections): ReadonlyMap<string, Buffer> {
  const sizes = sections.get('sizes') ?? [];
  const content = decoded(sections, 'files');
  const files = new Map<string, Buffer>();
  let from = 0;
  for (const [index, path] of (sections.get('paths') ?? []).entries()) {
    const to = from + Number.parseInt(sizes[index] ?? '', 10);
    files.set(path, content.subarray(from, to));
    from = to;
  }
  if (from !== content.length) throw unreadable(backend, 'changed-meanwhile');
  return files;
}

/**
 * PID → field 22 of /proc/PID/stat. A process may put anything but a whole record into its name, so a record is found by
 * its shape, from the front.
 */
export function startsOf(stats: string): Map<number, string> {
  const starts = new Map<number, string>();
  for (const match of stats.matchAll(/(?:^|\n)(\d+) \([\s\S]{0,64}?\) [A-Za-z] (?:-?\d+ ){18}(\d+) /g)) {
    starts.set(Number(match[1]), match[2] ?? '');
  }
  return starts;
}
