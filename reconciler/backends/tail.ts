import type { LogOptions } from './backend.ts';

/** The last lines of log files that a backend writes itself; their lines carry no time. */
export function tail(files: readonly string[], { lines, follow }: LogOptions): readonly string[] {
  return ['tail', '-n', String(lines), ...(follow ? ['-F'] : []), ...files];
}
