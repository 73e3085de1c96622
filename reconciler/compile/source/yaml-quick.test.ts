import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitsOf } from '../options.ts';
import { collectProblems } from '../report.ts';
import { services } from '../testdata/arbitrary.ts';
import { Lines } from './lines.ts';
import { yamlTrees } from './yaml.ts';
import { quickYaml } from './yaml-quick.ts';
import { YamlValues } from './yaml-values.ts';

/** What the library reads; null when it finds anything wrong. */
function slowly(text: string): readonly unknown[] | null {
  const lines = new Lines('a.yaml', text);
  const problems = collectProblems();
  const trees = yamlTrees(lines, problems) ?? [];
  if (trees.some((tree) => tree.errors.length > 0)) return null;
  const values = new YamlValues(lines, limitsOf({}), problems);
  const found = trees.map((tree) => values.of(tree));
  return problems.hasErrors() ? null : found;
}

const everyday = `# The API.
apiVersion: provctl.dev/v1
kind: Service # a comment
metadata: { name: api, labels: { tier: backend, x/y: 'it is' } }
spec:
  command:
  - /bin/api
  - --port
  - "8080"
  - http://host:80/#here
  checks:
    - name: up
      http: { path: /healthz, port: 80 }
    - name: down
      command: [test, -s, /x, 'a "b"', -1x]

  env:
    A: it's
    EMPTY:
    RATE: 10.0.0.1
  boot: true
---
kind: Stack
`;

describe('quickYaml', () => {
  it('reads what people write every day', () => {
    const values = quickYaml(everyday, 48);
    expect(values).not.toBeNull();
    expect(values).toEqual(slowly(everyday));
  });

  it.each([
    'a: |\n  x\n',
    'a: &x b\n',
    'a: *x\n',
    'a: !t b\n',
    'a: "\\n"\n',
    'a: b\n  c\n',
    'a: 0755\n',
    'a: 1.10\n',
    'a: ~\n',
    'a: 1\na: 2\n',
    '%YAML 1.2\n---\na: 1\n',
    'a: 1\n...\n',
    '? a\n: b\n',
    'a: [b\n',
    'a: b: c\n',
    'a:\tb\n',
    '- a\n',
    'a: [b, ]\n',
    '<<: a\n',
    'a: {b}\n',
    '__proto__: a\n',
    'a: True\n',
    '--- # c\na: 1\n',
    '---\n---\na: 1\n',
    "a: 'it''s'\n",
  ])('leaves %j to the library', (text) => expect(quickYaml(text, 48)).toBeNull());

  it('never reads anything otherwise than the library does', () => {
    const piece = fc.constantFrom(
      ...[
        '\n',
        '\n  ',
        '\n    ',
        '\n- ',
        '\n  - ',
        ': ',
        ':',
        ' #',
        '#',
        '-',
        '- ',
        '[',
        ']',
        '{',
        '}',
        ',',
        ', ',
        '"',
        "'",
      ],
      ...[
        'a',
        'b',
        'a: ',
        'a: b',
        '? ',
        '&a',
        '*a',
        '!',
        '|',
        '>',
        '%',
        '@',
        '\n---\n',
        '\n...\n',
        '\n---',
        '---',
        '\\',
        '~',
      ],
      ...[
        'null',
        'true',
        'yes',
        '0',
        '01',
        '1.0',
        '1e3',
        '.5',
        '-',
        '+1',
        '0x1f',
        '.inf',
        ' ',
        '  ',
        'é',
        '\u2028',
        '<<',
      ],
    );
    const soup = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    const mutated = fc
      .tuple(services, fc.integer(), fc.nat(), fc.nat(12), piece)
      .map(([service, seed, at, length, text]) => {
        const written = service.yaml(seed);
        const from = at % (written.length + 1);
        return written.slice(0, from) + text + written.slice(from + length);
      });
    const line = fc
      .tuple(fc.constantFrom('', '  ', '    '), soup)
      .map(([indent, text]) => `${indent}${text}`);
    const paragraphs = fc.array(line, { maxLength: 6 }).map((lines) => `a: b\n${lines.join('\n')}\n`);
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(soup, mutated, paragraphs), (text) => {
        const quick = quickYaml(text, 48);
        if (quick === null) return;
        read++;
        expect(quick, text).toEqual(slowly(text));
      }),
      { numRuns: Number(process.env['PROVCTL_RUNS'] ?? 1500) },
    );
    // Not by leaving everything to the library.
    expect(read).toBeGreaterThan(50);
  });
});
