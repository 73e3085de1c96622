import { ProvctlError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import { type BackendContext, releaseDirectory } from './backend.ts';
import { countedLine } from './counted-lines.ts';

/** For backends whose programs a shell of ours starts: it reads the file and interprets nothing of it. */
export function countedSecretsPath(context: BackendContext, release: string): string {
  return `${releaseDirectory(context, release)}/secrets.env`;
}

/** One counted line for each environment variable. @throws ProvctlError `secret.unusable`, without the value. */
export function countedSecrets(secrets: ReadonlyMap<string, Secret>): string {
  let text = '';
  for (const [name, secret] of secrets) {
    const value = secret.reveal();
    if (value.includes('\0')) throw new ProvctlError('secret.unusable', { name });
    text += countedLine(name, value);
  }
  return text;
}
