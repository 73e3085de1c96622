import type { Sink } from './io.ts';
import { escapeJson } from './screens/escape.ts';
import { clip, type Line, render } from './screens/line.ts';

/** Lines and JSON to one sink; everything that is written goes through its encoder. */
export interface Printer {
  readonly colour: boolean;
  readonly isTty: boolean;
  readonly columns: number;
  readonly sink: Sink;
  line(...line: Line): void;
  /** What is wider than a terminal's line wraps. */
  lines(lines: readonly Line[]): void;
  /** What is wider than a terminal's line is cut: for tables, which wrapping would break. */
  clipped(lines: readonly Line[]): void;
  json(value: unknown): void;
  /** One value, one line. */
  ndjson(value: unknown): void;
}

export function printerOf(sink: Sink, colour: boolean): Printer {
  const write = (lines: readonly Line[]) =>
    sink.write(lines.map((line) => `${render(line, colour).trimEnd()}\n`).join(''));
  return {
    colour,
    isTty: sink.isTty,
    sink,
    get columns() {
      return sink.columns;
    },
    line: (...line) => write([line]),
    lines: write,
    clipped: (lines) => write(sink.isTty ? lines.map((line) => clip(line, sink.columns)) : lines),
    json: (value) => sink.write(`${escapeJson(JSON.stringify(value, jsonValue, 2))}\n`),
    ndjson: (value) => sink.write(`${escapeJson(JSON.stringify(value, jsonValue))}\n`),
  };
}

/** JSON has no maps and no bytes; a map becomes an object, bytes their length. */
export function jsonValue(_key: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Uint8Array) return { bytes: value.byteLength };
  return value;
}

/** The flag, then NO_COLOR (no-color.org), then FORCE_COLOR, then whether a person looks at it. */
export function wantsColour(
  when: string | null,
  env: Readonly<Record<string, string | undefined>>,
  sink: Sink,
): boolean {
  if (when === 'always') return true;
  if (when === 'never') return false;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '') return env['FORCE_COLOR'] !== '0';
  return sink.isTty && env['TERM'] !== 'dumb';
}
