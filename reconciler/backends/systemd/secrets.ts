import { ProvctlError } from '../../model/error.ts';
import type { Secret } from '../../model/secret.ts';
import { type BackendContext, releaseDirectory } from '../backend.ts';
import { textProblem } from '../text.ts';

/** Written 0600 when a release is staged; units name it as `EnvironmentFile=`. */
export function environmentFilePath(context: BackendContext, release: string): string {
  return `${releaseDirectory(context, release)}/secrets.systemd.env`;
}

/**
 * Environment name → value in the syntax of EnvironmentFile= (systemd.exec(5)): within double quotes a newline stands
 * for itself and a backslash protects `"`, `\`, `` ` `` and `$`.
 * @throws ProvctlError `systemd.secret` for a value that systemd cannot carry; the error never holds the value.
 */
export function environmentFileText(secrets: ReadonlyMap<string, Secret>): string {
  return [...secrets.keys()]
    .sort()
    .map((name) => `${name}="${escaped(name, secrets.get(name))}"\n`)
    .join('');
}

function escaped(name: string, secret: Secret | undefined): string {
  const value = secret?.reveal() ?? '';
  if (textProblem(`${name}=${value}`) !== null) throw new ProvctlError('systemd.secret', { name });
  return value.replace(/["\\`$]/g, (character) => `\\${character}`);
}
