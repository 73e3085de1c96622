import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile } from '../../reconciler/compile/compile.ts';
import { format } from '../../reconciler/compile/format.ts';
import { frame } from '../../reconciler/compile/frame.ts';
import { numbersFrom } from '../../reconciler/compile/testdata/arbitrary.ts';
import { type Files, treeOf } from '../../reconciler/compile/testdata/tree.ts';
import { textOf } from '../../reconciler/config/text.ts';
import { parseCase } from './case.ts';

const wanted = 10_000;
/** Longer than any of them takes on a machine that does much else: only what hangs is found by it. */
const slowestMs = 30_000;
const example = join(import.meta.dirname, '../../examples/desired-state');
const cases = join(import.meta.dirname, 'cases');

/** Good ones, and wrong ones that are made worse. */
const good = { files: folderFiles(example), folder: '' };
const wrong: readonly { readonly files: Files; readonly folder: string }[] = [
  ...readdirSync(cases).map((name) => parseCase(readFileSync(join(cases, name), 'utf8'))),
];

/** What YAML, TOML, JavaScript, the shell and our own language give a meaning to. */
const pieces = [
  '\0',
  '\x1b[2J',
  '\t',
  '\r\n',
  '\n',
  '\n---\n',
  '...\n',
  ': ',
  '- ',
  '? ',
  '#',
  '&a ',
  '*a',
  '!!js/function ',
  '<<: ',
  '{',
  '}',
  '[',
  ']',
  '{{',
  '{name}',
  '{release}',
  '{vars.',
  '${',
  '"',
  "'",
  '"""',
  "'''",
  '|',
  '>-',
  '%YAML 1.1\n',
  '@',
  '`',
  '\ud800',
  '\u202e',
  '\ufeff',
  '\u{1f600}',
  '\\',
  '\\u0000',
  '__proto__: x\n',
  'constructor',
  '../',
  '/../',
  '/dev/null',
  'null',
  '~',
  'true',
  'yes',
  '0755',
  '1e999',
  '.nan',
  '-0',
  '99999999999999999999',
  '0x10',
  '1:30',
  '2026-01-01',
  '[[a]]\n',
  'a.b.c = 1\n',
  'kind: Stack\n',
  'kind: ',
  'spec:\n',
  'x'.repeat(5000),
  '['.repeat(200),
  '- '.repeat(100),
];

test(`${wanted} random changes: no crash, no hang, and never half a desired state`, () => {
  const seed = Number(process.env['PROVCTL_SEED'] ?? 7);
  const next = numbersFrom(seed);
  let tried = 0;
  let refused = 0;
  for (; tried < wanted; tried++) {
    const { files, folder } = next() < 0.7 ? good : pick(wrong, next);
    const mutated = mutate(files, next);
    const before = performance.now();
    const compiled = compile(treeOf(mutated, folder));
    const label = `seed ${seed}, change ${tried}`;
    const isError = compiled.problems.some(({ severity }) => severity === 'error');
    expect(compiled.desired === null, label).toBe(isError);
    for (const problem of compiled.problems) {
      const said = frame(problem, compiled.texts, textOf).map((line) => line.text);
      expect(said.join(''), label).not.toMatch(/[\0-\x1f\x7f-\x9f]|[\u202a-\u202e]/);
      if (problem.at !== null) expect(problem.at.line, label).toBeGreaterThan(0);
    }
    for (const [path, content] of Object.entries(mutated))
      if (typeof content === 'string' && tried % 10 === 0)
        format(content, path.endsWith('.toml') ? 'toml' : 'yaml');
    expect(performance.now() - before, label).toBeLessThan(slowestMs);
    if (isError) refused++;
  }
  console.log(`${tried} changes tried, ${refused} refused (PROVCTL_SEED=${seed})`);
}, 300_000);

function mutate(files: Files, next: () => number): Files {
  const texts = Object.entries(files).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  if (texts.length === 0) return files;
  const [path, text] = pick(texts, next);
  let changed = text;
  for (let count = 1 + Math.floor(next() * 3); count > 0; count--) changed = mutateText(changed, next);
  return { ...files, [path]: changed };
}

function mutateText(text: string, next: () => number): string {
  const at = Math.floor(next() * (text.length + 1));
  const length = Math.floor(next() * next() * 40);
  const lines = text.split('\n');
  const line = Math.floor(next() * lines.length);
  switch (Math.floor(next() * 7)) {
    case 0:
      return text.slice(0, at) + pick(pieces, next) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + pick(pieces, next) + text.slice(at + length);
    case 3:
      return lines.toSpliced(line, 0, lines[Math.floor(next() * lines.length)] ?? '').join('\n');
    case 4:
      return lines.toSpliced(line, 1, ` ${lines[line]}`).join('\n');
    case 5:
      return text.slice(0, at) + text.slice(at, at + length).repeat(2) + text.slice(at + length);
    default:
      return text.slice(0, at) + String.fromCharCode(Math.floor(next() * 0x250)) + text.slice(at + 1);
  }
}

function pick<T>(items: readonly T[], next: () => number): T {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
}

function folderFiles(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}
