import { readFileSync } from 'node:fs';

/** Of the package that this file lies in, in the checkout as in the bundle. */
export function version(): string {
  for (const path of ['../../package.json', '../package.json', './package.json']) {
    try {
      const found: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (isOurs(found)) return `provctl ${found.version}`;
    } catch {
      // Not there: the next place.
    }
  }
  return 'provctl';
}

function isOurs(value: unknown): value is { readonly version: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    value.name === 'provctl' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
