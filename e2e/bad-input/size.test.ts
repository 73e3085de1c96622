import { describe, expect, test } from 'vitest';
import { compile } from '../../reconciler/compile/compile.ts';
import { format } from '../../reconciler/compile/format.ts';
import { treeOf } from '../../reconciler/compile/testdata/tree.ts';

const megabyte = 1_000_000;
const filled = (unit: string) => unit.repeat(Math.floor(megabyte / unit.length));
const numbered = (line: (index: number) => string, count: number) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Texts that parsers take quadratic time, memory without end, or a stack without bottom for. */
const texts: Readonly<Record<string, string>> = {
  'brackets.yaml': filled('['),
  'pairs-of-brackets.yaml': filled('[]'),
  'commas.yaml': `[${filled(',')}`,
  'dashes.yaml': filled('- '),
  'aliases.yaml': filled('*a '),
  'documents.yaml': filled('---\n'),
  'directives.yaml': filled('%a\n'),
  'line-ends.yaml': filled('\n'),
  'one-text.yaml': `a: ${filled('x')}`,
  'staircase.yaml': numbered((index) => `${' '.repeat(index)}a:`, 1300),
  'anchors.yaml': numbered((index) => `- &a${index} x\n- *a${index}`, 20_000),
  'fields.yaml': `apiVersion: provctl.dev/v1\nkind: Service\nmetadata: {name: a}\nspec:\n${numbered((index) => `  k${index}: v`, 60_000)}`,
  'brackets.toml': `a = ${filled('[')}`,
  'dotted.toml': `a${'.a'.repeat(100_000)} = 1`,
  'tables.toml': numbered((index) => `[t${index}]`, 50_000),
  'quotes.toml': filled('"'),
};

describe('a megabyte that is meant badly is refused soon', () => {
  test.each(Object.entries(texts))('%s', (name, text) => {
    const began = performance.now();
    const compiled = compile(treeOf({ [name]: text }));
    expect(compiled.desired).toBeNull();
    expect(compiled.problems.length).toBeGreaterThan(0);
    format(text, name.endsWith('.toml') ? 'toml' : 'yaml');
    expect(performance.now() - began).toBeLessThan(60_000);
  });
});
