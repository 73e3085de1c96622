import type { EnvValue, ManagedFile } from '../model/definition.ts';
import { canonicalJson } from '../model/json.ts';

/** How a plan writes what stands for a value that nobody may read. */
export const shownSecret = '(secret)';

/** `delayMs: 1500` is `delay: 1500ms` in the spec, and is read that way. */
export function specField(field: string): string {
  return field.replace(/(Ms|Bytes)$/, '');
}

export function shownValue(field: string, value: unknown): string {
  if (typeof value === 'number' && field.endsWith('Ms')) return shownDuration(value);
  if (typeof value === 'number' && field.endsWith('Bytes')) return shownSize(value);
  if (typeof value === 'string') return value;
  if (isWords(value)) return value.map(shownWord).join(' ');
  return canonicalJson(value);
}

export function shownEnv(value: EnvValue): string {
  return typeof value === 'string' ? value : shownSecret;
}

export function shownDigest(file: ManagedFile): string {
  return `sha256:${file.digest.slice(0, 12)}`;
}

function shownDuration(ms: number): string {
  if (ms !== 0 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}

function shownSize(bytes: number): string {
  for (const [unit, size] of [
    ['Gi', 1024 ** 3],
    ['Mi', 1024 ** 2],
    ['Ki', 1024],
  ] as const) {
    if (bytes !== 0 && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

/** Quoted where a reader could not tell where a word ends. */
function shownWord(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : JSON.stringify(word);
}
