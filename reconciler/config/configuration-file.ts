import type { TomlTable } from 'smol-toml';
import { allowedAddresses } from './allowed-addresses.ts';
import type { Credential, SecretSource } from './configuration.ts';
import { credentialsOf } from './credentials.ts';
import { secretSource } from './secret-source.ts';
import { checked, type Setting, type SettingName, type SettingValues, settings } from './settings.ts';
import { isTable, malformed, place, type TomlFile, tablesOf, unknownKey } from './toml-file.ts';

/** What one provctl.toml says. */
export interface ConfigurationLayer {
  readonly values: SettingValues;
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly credentials: Readonly<Record<string, Credential>>;
  /** Null: it does not say. */
  readonly allow: readonly string[] | null;
}

/** @throws ProvctlError `config.*` with file and line: a key that nothing honours is an error, not a surprise. */
export function readConfigurationFile(path: string, source: string): ConfigurationLayer {
  const file = { path, source };
  const values: SettingValues = {};
  const secrets: Record<string, SecretSource> = {};
  let credentials: Readonly<Record<string, Credential>> = {};
  let allow: readonly string[] | null = null;
  for (const [table, content] of Object.entries(tablesOf(file))) {
    if (!tables.includes(table)) throw unknownKey(file, [table], tables);
    if (!isTable(content)) throw malformed(file, [table]);
    if (table === 'credentials') credentials = credentialsOf(file, content);
    else if (table === 'machines') allow = allowedAddresses(file, content);
    else readSettings(file, table, content, values, secrets);
  }
  return { values, secrets, credentials, allow };
}

const tables = [
  ...new Set(Object.values(settings).map((setting: Setting) => setting.table)),
  'credentials',
  'machines',
];

function readSettings(
  file: TomlFile,
  table: string,
  content: TomlTable,
  values: SettingValues,
  secrets: Record<string, SecretSource>,
): void {
  const names = (Object.keys(settings) as SettingName[]).filter((name) => settings[name].table === table);
  for (const [key, value] of Object.entries(content)) {
    const path = [table, key];
    const name = names.find((candidate) => settings[candidate].key === key);
    if (name !== undefined && !isTable(value))
      values[name] = checked(settings[name], value, place(file, path));
    else if (table === 'secrets') secrets[key] = secretSource(file, path, value);
    else if (name !== undefined) throw malformed(file, path);
    else
      throw unknownKey(
        file,
        path,
        names.map((known) => settings[known].key),
      );
  }
}
