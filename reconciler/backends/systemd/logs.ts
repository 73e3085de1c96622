import type { BackendContext, LogOptions } from '../backend.ts';
import { serviceUnit } from './name.ts';
import { scopeOf } from './scope.ts';

/** JSON, because a message may hold line breaks and any bytes; `--all`, because long ones are else left out. */
export function logs(
  context: BackendContext,
  instances: readonly string[],
  options: LogOptions,
): readonly string[] {
  const scope = scopeOf(context);
  const unit = scope.kind === 'user' ? '--user-unit' : '--unit';
  return [
    ...scope.journalctl,
    '--output=json',
    '--output-fields=MESSAGE',
    '--all',
    '--no-pager',
    '--quiet',
    `--lines=${options.lines}`,
    ...(options.follow ? ['--follow'] : []),
    ...(options.since === null ? [] : [`--since=@${options.since}`]),
    ...instances.map((instance) => `${unit}=${serviceUnit(instance)}`),
  ];
}

/** One journal line's message; null for an entry without any. What is no journal line is given back as it is. */
export function logText(line: string): string | null {
  const entry = parsed(line);
  if (entry === null) return line;
  const message = 'MESSAGE' in entry ? entry.MESSAGE : null;
  if (typeof message === 'string') return message;
  // Bytes that are no text; a field given several times is a list of these.
  if (!Array.isArray(message)) return null;
  if (message.every((byte) => typeof byte === 'number')) return Buffer.from(message).toString('utf8');
  return message.filter((part) => typeof part === 'string').join('\n');
}

function parsed(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
