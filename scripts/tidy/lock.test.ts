import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../step.ts';

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync(join(root, 'package-lock.json'), 'utf8');

test('the lock file names no registry', () => {
  expect(text).not.toContain('"resolved"');
});

/** npm leaves out an optional package that the registry does not have, and then `npm ci` refuses the whole lock. */
test('whatever the lock file mentions is in it', () => {
  const { packages } = JSON.parse(text) as Lock;
  const missing = Object.entries(packages).flatMap(([path, one]) => {
    const wanted = { ...one.dependencies, ...one.devDependencies, ...one.optionalDependencies };
    return Object.keys(wanted)
      .filter((name) => !foldersAbove(path).some((folder) => `${folder}node_modules/${name}` in packages))
      .map((name) => `${path} wants ${name}`);
  });
  expect(missing).toEqual([]);
});

/** Where Node looks for what a package requires: beside what it has itself, then outwards. */
function foldersAbove(path: string): readonly string[] {
  if (path === '') return [''];
  const parent = path.slice(0, path.lastIndexOf('node_modules/')).replace(/\/$/, '');
  return [`${path}/`, ...foldersAbove(parent)];
}
