import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../step.ts';
import { trackedFiles } from './sources.ts';

/** Larger files carry their reason here. */
const longFiles: Record<string, string> = {};

test('a file is one idea: no source is longer than 300 lines, no suite than 400', () => {
  const long = trackedFiles(/^(reconciler|scripts|bench|e2e|bin)\/.*\.(ts|js|mjs|sh)$/)
    .filter(({ path }) => !path.includes('/generated/'))
    .filter(({ path, text }) => text.split('\n').length - 1 > (path.endsWith('.test.ts') ? 400 : 300))
    .map(({ path }) => path);
  expect(long).toEqual(Object.keys(longFiles).sort());
});

test('nothing unfinished is left standing', () => {
  // Written so that this file does not find itself.
  const marker = /\b(TO[D]O|FIX[M]E|XX[X])\b/;
  const found = trackedFiles(/^(reconciler|scripts|bench|e2e|bin)\/.*\.(ts|js|mjs|sh)$/)
    .filter(({ text }) => marker.test(text))
    .map(({ path }) => path);
  expect(found).toEqual([]);
});

test('no default exports, no `any`, no console outside the command line', () => {
  const found: string[] = [];
  for (const { path, text } of trackedFiles(/^reconciler\/.*\.ts$/)) {
    if (path.includes('/generated/')) continue;
    if (/^export default /m.test(text)) found.push(`${path}: export default`);
    if (/(:|as|<) ?any\b(?!\w)/.test(text.replace(/\/\/.*|'[^'\n]*'|\/\*[\s\S]*?\*\//g, '')))
      found.push(`${path}: any`);
    if (!/^reconciler\/cli\//.test(path) && /^\s*console\.\w+\(/m.test(text)) found.push(`${path}: console`);
  }
  expect(found).toEqual([]);
});

test('nothing tells on which machine it was written', () => {
  const people = /(?:^|[\s'"`(=:])(\/home|\/Users)\/(?!(?:ana|ann|deploy|app|tester|user)\b)\w+/m;
  const found = trackedFiles(/\.(ts|js|mjs|md|toml|ya?ml|json|sh|golden|txt)$|^\.ci\//)
    .filter(({ text }) => people.test(text) || text.includes(`${root}/`))
    .map(({ path }) => path);
  expect(found).toEqual([]);
});

test('links between the documents lead somewhere', () => {
  const documents = trackedFiles(/\.md$/);
  const paths = new Set(trackedFiles(/./).map(({ path }) => path));
  const broken = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map((match) => join(path, '..', match[1] ?? '').replace(/\/$/, ''))
      .filter((target) => !paths.has(target) && ![...paths].some((one) => one.startsWith(`${target}/`)))
      .map((target) => `${path} → ${target}`),
  );
  expect(broken).toEqual([]);
});
