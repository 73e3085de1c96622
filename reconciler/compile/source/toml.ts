import { parse, TomlError } from 'smol-toml';
import type { Limits } from '../options.ts';
import type { Report } from '../report.ts';
import type { Document, Path } from './document.ts';
import { valueAt } from './document.ts';
import type { Lines } from './lines.ts';
import { scanToml, type TomlEntry } from './toml-scan.ts';

/** A TOML file is one document. */
export function tomlDocuments(
  lines: Lines,
  folder: string,
  limits: Limits,
  report: Report,
): readonly (Document | null)[] {
  try {
    const value = parse(lines.text, { maxDepth: limits.maxDepthCount });
    return Object.keys(value).length === 0 ? [] : [new TomlSource(lines, folder, value)];
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const at = lines.offset(error.line, error.column);
    report.error('toml-syntax', lines.place(at, at + 1), { detail: tomlDetail(error) });
    return [null];
  }
}

/** Without the library's own frame and prefix. */
function tomlDetail(error: TomlError): string {
  return (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
}

class TomlSource implements Document {
  readonly file: string;
  readonly value: unknown;
  readonly #lines: Lines;
  readonly #folder: string;
  #entries: ReadonlyMap<string, TomlEntry> | null = null;

  constructor(lines: Lines, folder: string, value: unknown) {
    this.file = lines.file;
    this.value = value;
    this.#lines = lines;
    this.#folder = folder;
  }

  folderOf(): string {
    return this.#folder;
  }

  has(path: Path): boolean {
    return valueAt(this.value, path) !== undefined;
  }

  place(...[path, part, within]: Parameters<Document['place']>): ReturnType<Document['place']> {
    const entries = this.#positions();
    for (let length = path.length; length > 0; length--) {
      const entry = entries.get(JSON.stringify(path.slice(0, length)));
      if (entry === undefined) continue;
      const exact = length === path.length;
      const isKey = part === 'key' || !exact || entry.kind !== 'value';
      return isKey
        ? this.#lines.place(entry.keyStart, entry.keyEnd)
        : this.#lines.narrowed(entry.valueStart, entry.valueEnd, within);
    }
    const first = entries.values().next().value;
    return this.#lines.place(first?.keyStart ?? 0, first?.keyEnd ?? 1);
  }

  #positions(): ReadonlyMap<string, TomlEntry> {
    if (this.#entries === null) {
      const entries = new Map<string, TomlEntry>();
      for (const entry of scanToml(this.#lines.text)) {
        const name = JSON.stringify(entry.path);
        if (!entries.has(name)) entries.set(name, entry);
        const array = entry.kind === 'element' ? JSON.stringify(entry.path.slice(0, -1)) : name;
        if (!entries.has(array)) entries.set(array, entry);
      }
      this.#entries = entries;
    }
    return this.#entries;
  }
}
