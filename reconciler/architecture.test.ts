import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Who may import whom, besides its own folder. Imports point one way: nouns, then the pure ring, then what touches the
 * world, then the pass, then the edges for people. A wrong import fails, and so does an arrow that nobody needs any more.
 */
const arrows: Record<string, readonly string[]> = {
  model: [],
  config: ['model'],
  // The pure ring: the same input gives the same output, and nothing outside is touched.
  backends: ['model', 'config'],
  compile: ['model', 'config', 'backends', 'fetch'],
  plan: ['model', 'backends'],
  strategies: ['model', 'config'],
  rollout: ['model', 'strategies', 'plan'],
  // What touches the world; no folder here knows the pass.
  transports: ['model', 'config'],
  checks: ['model', 'config', 'transports'],
  fetch: ['model', 'config'],
  gather: ['model', 'config'],
  record: ['model', 'config'],
  observe: ['model', 'backends', 'transports'],
  act: ['model', 'config', 'backends', 'plan', 'transports'],
  // One pass, and its edges.
  pass: [
    'model',
    'config',
    'compile',
    'plan',
    'rollout',
    'backends',
    'checks',
    'fetch',
    'observe',
    'act',
    'record',
    'transports',
  ],
  cli: ['model', 'config', 'compile', 'plan', 'pass', 'record', 'fetch'],
  // Stand-ins for tests; nothing that ships imports it.
  testing: ['model', 'plan', 'rollout', 'backends'],
  'service-builder.ts': ['compile'],
  // What composes: real clocks, sockets and stores are made in the engine and nowhere else.
  'engine.ts': ['backends', 'config', 'fetch', 'gather', 'pass', 'record', 'transports'],
  'library.ts': ['model', 'config', 'compile', 'plan', 'fetch', 'pass', 'engine.ts', 'service-builder.ts'],
  'main.ts': ['cli', 'engine.ts'],
};

/** Folders of the pure ring, with the type-only door to `fetch` that `compile` has (its input is a tree of files). */
const pure = ['model', 'backends', 'compile', 'plan', 'strategies', 'rollout'];
const typeOnly = new Set(['compile → fetch', 'plan → fetch']);

const impure: readonly [RegExp, string][] = [
  [/\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bprocess\.hrtime\b/, 'reads a clock'],
  [/\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/, 'draws a random number'],
  [/\bprocess\.(?!versions\b)\w+/, 'reads the process'],
  [/\bset(Timeout|Interval|Immediate)\s*\(/, 'waits'],
  [/(?<!\.)\bfetch\s*\(/, 'reaches the network'],
  [/\bconsole\.\w+/, 'prints'],
];
/** Node's own modules that touch nothing. */
const harmless = new Set([
  'node:crypto',
  'node:path',
  'node:path/posix',
  'node:util',
  'node:buffer',
  'node:assert',
]);

interface Import {
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const root = import.meta.dirname;

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name))
    .sort();
}

function importsOf(text: string): readonly { readonly target: string; readonly typeOnly: boolean }[] {
  const found = text.matchAll(/(?:^|\n)\s*(import|export)(\s+type)?\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]/g);
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  const bare = text.matchAll(/(?:^|\n)import\s+['"]([^'"]+)['"]/g);
  return [
    ...[...found].map((match) => ({ target: match[3] ?? '', typeOnly: match[2] !== undefined })),
    ...[...dynamic, ...bare].map((match) => ({ target: match[1] ?? '', typeOnly: false })),
  ];
}

/** The folder below `reconciler/`, or the file itself where it lies at the top. */
function part(file: string): string {
  return relative(root, file).split('/')[0] ?? '';
}

function allImports(): readonly Import[] {
  return sources(root).flatMap((file) =>
    importsOf(readFileSync(file, 'utf8')).map((one) => ({ from: file, ...one })),
  );
}

test('imports point one way', () => {
  const wrong: string[] = [];
  for (const { from, target, typeOnly: onlyTypes } of allImports()) {
    if (!target.startsWith('.')) continue;
    const here = part(from);
    const there = part(join(dirname(from), target));
    if (here === there || there === '..') continue;
    const arrow = `${here} → ${there}`;
    const allowed = arrows[here]?.includes(there) === true;
    if (!allowed || (typeOnly.has(arrow) && !onlyTypes))
      wrong.push(`${relative(root, from)} imports ${target}`);
  }
  expect(wrong).toEqual([]);
});

test('every folder is in the table, and every arrow of the table is used', () => {
  const used = new Set<string>();
  for (const { from, target } of allImports()) {
    if (target.startsWith('.')) used.add(`${part(from)} → ${part(join(dirname(from), target))}`);
  }
  const parts = [...new Set(sources(root).map(part))];
  expect(parts.filter((name) => arrows[name] === undefined)).toEqual([]);
  expect(Object.keys(arrows).filter((name) => !parts.includes(name))).toEqual([]);
  const stale = Object.entries(arrows).flatMap(([here, targets]) =>
    targets.map((there) => `${here} → ${there}`).filter((arrow) => !used.has(arrow)),
  );
  expect(stale).toEqual([]);
});

test('the table has no circle', () => {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name];
      const real = circle.slice(1).every((there, index) => !typeOnly.has(`${circle[index]} → ${there}`));
      expect(real ? circle.join(' → ') : '').toBe('');
      return;
    }
    if (done.has(name)) return;
    for (const there of arrows[name] ?? []) visit(there, [...path, name]);
    done.add(name);
  };
  for (const name of Object.keys(arrows)) visit(name, []);
});

test('the pure ring does no IO, reads no clock, draws no random number', () => {
  const found: string[] = [];
  for (const folder of pure) {
    for (const file of sources(join(root, folder))) {
      const text = readFileSync(file, 'utf8');
      for (const { target } of importsOf(text)) {
        if (target.startsWith('node:') && !harmless.has(target))
          found.push(`${relative(root, file)}: ${target}`);
      }
      const code = withoutComments(text);
      for (const [pattern, what] of impure) {
        const hit = pattern.exec(code);
        if (hit !== null) found.push(`${relative(root, file)} ${what}: ${hit[0]}`);
      }
    }
  }
  expect(found).toEqual([]);
});

/** Comments and texts may speak of clocks. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

test('sees every form of import', () => {
  const text = `import a from './a.ts';\nimport type { B } from "./b.ts";\nimport {\n  c,\n} from './c.ts';
export { d } from './d.ts';\nconst e = await import('./e.ts');\nimport './f.ts';\n`;
  expect(importsOf(text).map((one) => one.target)).toEqual([
    './a.ts',
    './b.ts',
    './c.ts',
    './d.ts',
    './e.ts',
    './f.ts',
  ]);
  expect(importsOf(text).filter((one) => one.typeOnly)).toHaveLength(1);
});
