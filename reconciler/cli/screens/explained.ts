import type { Explained } from '../../compile/explain.ts';
import { text } from '../../config/text.ts';
import { type Line, paint, textWidth } from './line.ts';

type Found = Extract<Explained, { kind: 'found' }>;

/** As `kubectl explain`: the field, what it means, what is possible, then what is below it. */
export function explainedLines(found: Found, columns: number): readonly Line[] {
  const facts: readonly Line[] = [
    ...(found.default === undefined ? [] : [[text('cli.explain.default', { value: shown(found.default) })]]),
    ...(found.choices.length === 0
      ? []
      : [[text('cli.explain.choices', { choices: found.choices.map(shown).join(', ') })]]),
  ];
  return [
    [paint('bold', found.path), '  ', paint('dim', found.type)],
    ...indented(found.description, columns, ''),
    ...facts,
    ...(found.examples.length === 0
      ? []
      : [
          [text('cli.explain.examples')] as Line,
          ...found.examples.map((example): Line => ['  ', paint('cyan', shown(example))]),
        ]),
    ...(found.fields.length === 0 ? [] : [[], [paint('bold', text('cli.explain.fields'))] as Line]),
    ...found.fields.flatMap((field) => fieldLines(field, columns)),
  ];
}

function fieldLines(field: Found['fields'][number], columns: number): readonly Line[] {
  return [
    [
      '  ',
      paint('bold', field.name),
      '  ',
      paint('dim', field.type),
      ...(field.required ? ['  ', paint('yellow', text('cli.explain.required'))] : []),
      ...(field.default === undefined
        ? []
        : ['  ', paint('dim', text('cli.explain.default', { value: shown(field.default) }))]),
    ],
    ...indented(field.description, columns, '      '),
  ];
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Wrapped at blanks. */
function indented(words: string, columns: number, indent: string): readonly Line[] {
  const room = Math.max(20, Math.min(columns, 110) - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(/\s+/).filter((one) => one !== '')) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines.map((one) => [indent, one]);
}
