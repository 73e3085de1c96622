import { isAbsolute } from 'node:path';
import { parse, TomlError, type TomlTable } from 'smol-toml';
import { closest } from '../model/closest.ts';
import { ProvctlError } from '../model/error.ts';
import type { SecretSource } from './configuration.ts';
import { checked, type Setting, type SettingName, type SettingValues, settings } from './settings.ts';
import { lineOf } from './toml-lines.ts';

/** What one provctl.toml says. */
export interface ConfigurationLayer {
  readonly values: SettingValues;
  readonly secrets: Readonly<Record<string, SecretSource>>;
}

/** @throws ProvctlError `config.*` with file and line: a key that nothing honours is an error, not a surprise. */
export function readConfigurationFile(path: string, source: string): ConfigurationLayer {
  const file = { path, source };
  const values: SettingValues = {};
  const secrets: Record<string, SecretSource> = {};
  for (const [table, content] of Object.entries(parsed(file))) {
    const names = (Object.keys(settings) as SettingName[]).filter((name) => settings[name].table === table);
    if (names.length === 0) throw unknownKey(file, [table], tables);
    if (!isTable(content)) throw malformed(file, [table]);
    for (const [key, value] of Object.entries(content)) {
      const name = names.find((candidate) => settings[candidate].key === key);
      if (name !== undefined && !isTable(value))
        values[name] = checked(settings[name], value, place(file, [table, key]));
      else if (table === 'secrets') secrets[key] = secretSource(file, key, value);
      else if (name !== undefined) throw malformed(file, [table, key]);
      else
        throw unknownKey(
          file,
          [table, key],
          names.map((known) => settings[known].key),
        );
    }
  }
  return { values, secrets };
}

interface TomlFile {
  readonly path: string;
  readonly source: string;
}

const tables = [...new Set(Object.values(settings).map((setting: Setting) => setting.table))];

function parsed(file: TomlFile): TomlTable {
  try {
    return parse(file.source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The first line of the message is the reason; the rest draws the text again.
    const detail = error.message.split('\n')[0]?.replace('Invalid TOML document: ', '') ?? '';
    throw new ProvctlError('config.not-toml', { where: `${file.path}:${error.line}`, detail }, error);
  }
}

function secretSource(file: TomlFile, name: string, value: unknown): SecretSource {
  const path = ['secrets', name];
  if (!isTable(value)) throw malformed(file, path);
  for (const key of Object.keys(value))
    if (key !== 'env' && key !== 'file') throw unknownKey(file, [...path, key], ['env', 'file']);
  const { env, file: from } = value;
  if (typeof env === 'string' && from === undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(env))
    return { kind: 'environment', variable: env };
  if (typeof from === 'string' && env === undefined && isAbsolute(from) && !from.includes('\0'))
    return { kind: 'file', path: from };
  throw new ProvctlError('config.secret-source', { where: place(file, path), name });
}

function unknownKey(file: TomlFile, path: readonly string[], known: readonly string[]): ProvctlError {
  const suggestion = closest(path.at(-1) ?? '', known);
  return new ProvctlError(suggestion === undefined ? 'config.unknown-key' : 'config.misspelt-key', {
    where: place(file, path),
    key: path.join('.'),
    known: known.join(', '),
    suggestion,
  });
}

function malformed(file: TomlFile, path: readonly string[]): ProvctlError {
  return new ProvctlError('config.wrong-shape', { where: place(file, path), key: path.join('.') });
}

function place(file: TomlFile, path: readonly string[]): string {
  return `${file.path}:${lineOf(file.source, path)}`;
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
