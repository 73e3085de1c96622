import { packageFile } from './package-file.ts';

export function version(): string {
  const found = packageFile('package.json', isOurs);
  return isOurs(found) ? `provctl ${found.version}` : 'provctl';
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
