import { isAbsolute } from 'node:path';
import { ProvctlError } from '../model/error.ts';
import type { SecretSource } from './configuration.ts';
import { isTable, malformed, onlyKeys, place, type TomlFile } from './toml-file.ts';

/** `{ env = "VARIABLE" }` or `{ file = "/path" }`: where the value of a secret is, never the value. */
export function secretSource(file: TomlFile, path: readonly string[], value: unknown): SecretSource {
  if (!isTable(value)) throw malformed(file, path);
  onlyKeys(file, path, value, ['env', 'file']);
  const { env, file: from } = value;
  if (typeof env === 'string' && from === undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(env))
    return { kind: 'environment', variable: env };
  if (typeof from === 'string' && env === undefined && isAbsolute(from) && !from.includes('\0'))
    return { kind: 'file', path: from };
  throw new ProvctlError('config.secret-source', { where: place(file, path), name: path.slice(1).join('.') });
}
