import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { SecretConfiguration, SecretSource } from '../config/configuration.ts';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';

/**
 * The values of these secrets, from where the operator says.
 * @throws ProvctlError `secrets.missing`, naming every one that there is no value for and where it was looked for;
 *   `secrets.*` when one is there and cannot be used. No error carries a value.
 */
export async function gatherSecrets(
  names: readonly string[],
  configuration: SecretConfiguration,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlyMap<string, Secret>> {
  const secrets = new Map<string, Secret>();
  const missing: string[] = [];
  for (const name of names) {
    const source = sourceOf(name, configuration);
    const value = source === null ? null : await read(name, source, env);
    if (value === null) missing.push(`${name} (${source === null ? '-' : placeOf(source)})`);
    else secrets.set(name, new Secret(checked(name, value)));
  }
  if (missing.length > 0)
    throw new ProvctlError('secrets.missing', { count: missing.length, names: missing.join(', ') });
  return secrets;
}

/** One that only the operator's own configuration speaks of. @throws ProvctlError `secrets.*`, never with the value. */
export async function gatherSecret(
  name: string,
  source: SecretSource,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Secret> {
  const value = await read(name, source, env);
  if (value === null)
    throw new ProvctlError('secrets.missing', { count: 1, names: `${name} (${placeOf(source)})` });
  return new Secret(checked(name, value));
}

/** `db-password` is `PROVCTL_SECRET_DB_PASSWORD`. */
function secretVariable(name: string): string {
  return `PROVCTL_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

function sourceOf(name: string, configuration: SecretConfiguration): SecretSource | null {
  if (Object.hasOwn(configuration.sources, name)) return configuration.sources[name] ?? null;
  return configuration.provider === 'environment'
    ? { kind: 'environment', variable: secretVariable(name) }
    : null;
}

function placeOf(source: SecretSource): string {
  return source.kind === 'environment' ? `$${source.variable}` : source.path;
}

async function read(
  name: string,
  source: SecretSource,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  if (source.kind === 'environment') return env[source.variable] || null;
  try {
    await using file = await open(source.path, constants.O_RDONLY | constants.O_NONBLOCK);
    return await readPrivately(name, source.path, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (error instanceof ProvctlError) throw error;
    throw new ProvctlError(
      'secrets.unreadable',
      { name, path: source.path, detail: (error as Error).message },
      error,
    );
  }
}

async function readPrivately(name: string, path: string, file: FileHandle): Promise<string | null> {
  const stat = await file.stat();
  if (!stat.isFile()) throw new ProvctlError('secrets.not-a-file', { name, path });
  if ((stat.mode & 0o007) !== 0)
    throw new ProvctlError('secrets.open-to-all', { name, path, mode: (stat.mode & 0o777).toString(8) });
  const limit = defaults.secrets.maxValueBytes;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(limit + 2), 0, limit + 2, 0);
  const bytes = buffer.subarray(0, bytesRead);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProvctlError('secrets.not-text', { name });
  }
  // One newline at the end is the editor's, not the secret's.
  return text.replace(/\r?\n$/, '') || null;
}

/** What an environment variable cannot hold, or a manager would cut off, is refused here rather than there. */
function checked(name: string, value: string): string {
  if (value.includes('\0')) throw new ProvctlError('secrets.not-text', { name });
  const limit = defaults.secrets.maxValueBytes;
  if (Buffer.byteLength(value) > limit) throw new ProvctlError('secrets.too-large', { name, limit });
  return value;
}
