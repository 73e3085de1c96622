import type { TomlTable } from 'smol-toml';
import { ProvctlError } from '../model/error.ts';
import { type Credential, hostKeyPolicies, loginMethods } from './configuration.ts';
import { secretSource } from './secret-source.ts';
import {
  absolutePath,
  isTable,
  listOf,
  malformed,
  oneOf,
  onlyKeys,
  place,
  type TomlFile,
} from './toml-file.ts';

/** `[credentials.NAME]`: how machines that name it are logged into. What it does not say, OpenSSH's defaults say. */
export function credentialsOf(file: TomlFile, table: TomlTable): Readonly<Record<string, Credential>> {
  return Object.fromEntries(
    Object.entries(table).map(([name, value]) => [name, credential(file, ['credentials', name], value)]),
  );
}

const keys = [
  'user',
  'auth',
  'identityFile',
  'passphrase',
  'password',
  'becomePassword',
  'knownHosts',
  'hostKeys',
];

function credential(file: TomlFile, path: readonly string[], value: unknown): Credential {
  if (!isTable(value)) throw malformed(file, path);
  onlyKeys(file, path, value, keys);
  const given = <T>(key: string, read: (path: readonly string[], value: unknown) => T): T | null =>
    value[key] === undefined ? null : read([...path, key], value[key]);
  const auth = given('auth', (at, list) =>
    listOf(file, at, list, (one) => oneOf(file, at, one, loginMethods)),
  );
  const password = given('password', (at, source) => secretSource(file, at, source));
  if ((auth?.includes('password') ?? false) !== (password !== null))
    throw new ProvctlError('config.credential-password', { where: place(file, path), name: path[1] });
  return {
    user: given('user', (at, user) => account(file, at, user)),
    auth: auth === null ? null : [...new Set(auth)],
    identityFile: given('identityFile', (at, identity) => absolutePath(file, at, identity)),
    passphrase: given('passphrase', (at, source) => secretSource(file, at, source)),
    password,
    becomePassword: given('becomePassword', (at, source) => secretSource(file, at, source)),
    knownHosts: given('knownHosts', (at, list) =>
      listOf(file, at, list, (one) => absolutePath(file, at, one)),
    ),
    hostKeys: given('hostKeys', (at, policy) => oneOf(file, at, policy, hostKeyPolicies)) ?? 'strict',
  };
}

function account(file: TomlFile, path: readonly string[], value: unknown): string {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}\$?$/.test(value))
    throw malformed(file, path);
  return value;
}
