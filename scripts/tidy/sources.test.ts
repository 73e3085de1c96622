import { expect, test } from 'vitest';
import { literalsOf } from './sources.ts';

test('finds string literals, and neither comments nor regular expressions', () => {
  const code = `// 'not this one'
const a = 'one'; /* "nor this" */ const b = /['"\`]/.test(x) ? "two" : \`three \${f('four')} \${\`five\`} end\`;
const c = a / b / 'six'.length;
`;
  expect(literalsOf(code).map(({ line, value }) => `${line} ${value}`)).toEqual([
    '2 one',
    '2 two',
    '2 three ${} ${} end',
    '2 four',
    '2 five',
    '3 six',
  ]);
});
