import { readFileSync } from 'node:fs';

/** The package's own files: the checkout's from its sources, an installed package's from the bundle and its chunks. */
const roots = ['../../', '../', './'];

/** @param path relative to the package; the file must say that it is ours. */
export function packageFile(path: string, isOurs: (value: unknown) => boolean): unknown {
  for (const root of roots) {
    try {
      const found: unknown = JSON.parse(readFileSync(new URL(`${root}${path}`, import.meta.url), 'utf8'));
      if (isOurs(found)) return found;
    } catch {
      // Not there: the next place.
    }
  }
  return null;
}
