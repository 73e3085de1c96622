import { isAbsolute } from 'node:path';
import { parse, TomlError, type TomlTable } from 'smol-toml';
import { closest } from '../model/closest.ts';
import { ProvctlError } from '../model/error.ts';
import { lineOf } from './toml-lines.ts';

/** One file of the operator's, kept as text for the lines in errors. */
export interface TomlFile {
  readonly path: string;
  readonly source: string;
}

/** @throws ProvctlError `config.not-toml` with the line. */
export function tablesOf(file: TomlFile): TomlTable {
  try {
    return parse(file.source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The first line of the message is the reason; the rest draws the text again.
    const detail = error.message.split('\n')[0]?.replace('Invalid TOML document: ', '') ?? '';
    throw new ProvctlError('config.not-toml', { where: `${file.path}:${error.line}`, detail }, error);
  }
}

/** @throws ProvctlError for the first key that nothing honours. */
export function onlyKeys(
  file: TomlFile,
  path: readonly string[],
  table: TomlTable,
  known: readonly string[],
): void {
  for (const key of Object.keys(table))
    if (!known.includes(key)) throw unknownKey(file, [...path, key], known);
}

export function unknownKey(file: TomlFile, path: readonly string[], known: readonly string[]): ProvctlError {
  const suggestion = closest(path.at(-1) ?? '', known);
  return new ProvctlError(suggestion === null ? 'config.unknown-key' : 'config.misspelt-key', {
    where: place(file, path),
    key: path.join('.'),
    known: known.join(', '),
    ...(suggestion === null ? {} : { suggestion }),
  });
}

export function malformed(file: TomlFile, path: readonly string[]): ProvctlError {
  return new ProvctlError('config.wrong-shape', { where: place(file, path), key: path.join('.') });
}

export function place(file: TomlFile, path: readonly string[]): string {
  return `${file.path}:${lineOf(file.source, path)}`;
}

export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** @throws ProvctlError unless it is an absolute path that a file can have. */
export function absolutePath(file: TomlFile, path: readonly string[], value: unknown): string {
  if (typeof value !== 'string') throw malformed(file, path);
  if (isAbsolute(value) && !value.includes('\0')) return value;
  throw new ProvctlError('config.value-not-absolute', {
    where: place(file, path),
    key: path.join('.'),
    value,
  });
}

/** @throws ProvctlError unless it is one of these. */
export function oneOf<T extends string>(
  file: TomlFile,
  path: readonly string[],
  value: unknown,
  known: readonly T[],
): T {
  const found = known.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  if (typeof value !== 'string') throw malformed(file, path);
  const where = place(file, path);
  throw new ProvctlError('config.value-unknown', {
    where,
    key: path.join('.'),
    value,
    known: known.join(', '),
  });
}

/** @throws ProvctlError unless it is a list with something in it. */
export function listOf<T>(
  file: TomlFile,
  path: readonly string[],
  value: unknown,
  element: (value: unknown) => T,
): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) throw malformed(file, path);
  return value.map(element);
}
