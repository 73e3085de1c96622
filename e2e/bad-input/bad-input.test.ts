import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../reconciler/compile/compile.ts';
import { frame } from '../../reconciler/compile/frame.ts';
import { treeOf } from '../../reconciler/compile/testdata/tree.ts';
import { textOf } from '../../reconciler/config/text.ts';
import { parseCase } from './case.ts';

const folder = join(import.meta.dirname, 'cases');
const names = readdirSync(folder).sort();

describe('a wrong repository is refused with exactly these words', () => {
  test.each(names)('%s', async (name) => {
    const path = join(folder, name);
    const { folder: state, files, head } = parseCase(readFileSync(path, 'utf8'));
    const compiled = compile(treeOf(files, state));
    const said = compiled.problems.map((problem) =>
      frame(problem, compiled.texts, textOf)
        .map((line) => `${line.text}\n`)
        .join(''),
    );
    const isError = compiled.problems.some((problem) => problem.severity === 'error');
    expect(compiled.desired === null).toBe(isError);
    await expect(`${head}-- diagnostics --\n${said.join('\n')}`).toMatchFileSnapshot(path);
  });
});

test('there are many of them, and each finds something', () => {
  expect(names.length).toBeGreaterThanOrEqual(60);
  for (const name of names)
    expect(readFileSync(join(folder, name), 'utf8'), name).toMatch(/^(error|warning):/m);
});
