import stringWidth from 'string-width';
import { defaults } from '../config/generated/defaults.ts';
import type { MessageValues, Place, Problem } from '../model/problem.ts';

/** A line of a frame; what it is decides its colour. */
export interface FrameLine {
  readonly kind: 'title' | 'place' | 'source' | 'mark' | 'help';
  readonly text: string;
}

/** The catalogue: the text of a key with its placeholders filled in, or null when there is none. */
export type Say = (key: string, values: MessageValues) => string | null;

/**
 * A problem as a person reads it: what is wrong, where, the text around it, what would be right. Nothing of the text
 * reaches a terminal as a control character.
 */
export function frame(problem: Problem, texts: ReadonlyMap<string, string>, say: Say): readonly FrameLine[] {
  const title = say(`problem.${problem.code}`, problem.values) ?? problem.code;
  const severity = say(`cli.problems.${problem.severity}`, {}) ?? problem.severity;
  const lines: FrameLine[] = [{ kind: 'title', text: printable(`${severity} ${title}`) }];
  const help = printable(helpOf(problem, say));
  if (problem.related !== undefined && problem.related.length > 1)
    lines.push(...relatedLines(problem.related));
  else if (problem.at !== null)
    return [...lines, ...placeLines(problem.at, texts.get(problem.at.file), help)];
  if (help !== '') lines.push({ kind: 'help', text: `  ${help}` });
  return lines;
}

/** What is expected, and what was probably meant; empty when there is nothing to say. */
export function helpOf(problem: Problem, say: Say): string {
  const expected = isLong(problem) ? null : say(`expected.${problem.code}`, problem.values);
  const meant =
    problem.suggestion === undefined ? null : say('cli.problems.did-you-mean', { name: problem.suggestion });
  const sentence = expected === null ? null : say('frame.expected', { expected });
  return [sentence, meant].filter((part) => part !== null).join(' ');
}

/** A list that is longer than a person reads says less than the one word that was meant. */
function isLong({ suggestion, values }: Problem): boolean {
  return suggestion !== undefined && Array.isArray(values['known']) && values['known'].length > 12;
}

function relatedLines(related: NonNullable<Problem['related']>): readonly FrameLine[] {
  const places = related.map(({ at }) => placeText(at));
  const width = Math.max(...places.map((place) => place.length));
  return related.map(({ text }, index): FrameLine => {
    const corner = cornerOf(index, related.length);
    return {
      kind: 'place',
      text: printable(`  ${corner}─ ${(places[index] ?? '').padEnd(width)}   ${text}`).trimEnd(),
    };
  });
}

function cornerOf(index: number, count: number): string {
  if (index === 0) return '┌';
  return index === count - 1 ? '└' : '├';
}

function placeLines(at: Place, text: string | undefined, help: string): readonly FrameLine[] {
  const place: FrameLine = { kind: 'place', text: `  ┌─ ${printable(placeText(at))}` };
  if (text === undefined || text === '')
    return help === '' ? [place] : [place, { kind: 'help', text: `  ${help}` }];
  const lines = text.split('\n', at.line + 1);
  const gutter = String(at.line + 1).length;
  const shown = (number: number): readonly FrameLine[] => {
    const line = lines[number - 1];
    if (line === undefined || (number !== at.line && line.trim() === '')) return [];
    const cut = number === at.line ? window(line, at) : window(line, { ...at, column: 1, length: 1 });
    return [{ kind: 'source', text: `${String(number).padStart(gutter)} │ ${cut.text}`.trimEnd() }];
  };
  const cut = window(lines[at.line - 1] ?? '', at);
  const mark = `${' '.repeat(gutter)} │ ${' '.repeat(cut.before)}${'^'.repeat(cut.width)}${help === '' ? '' : ` ${help}`}`;
  return [
    place,
    ...shown(at.line - 1),
    ...shown(at.line),
    { kind: 'mark', text: mark },
    ...shown(at.line + 1),
  ];
}

function placeText(at: Place): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** The part of a line that is shown: all of it, or what is around the place when it is long. */
function window(
  line: string,
  at: Place,
): { readonly text: string; readonly before: number; readonly width: number } {
  const columns = defaults.compile.frameColumnsCount;
  const start = at.column - 1;
  const from =
    line.length <= columns
      ? 0
      : Math.max(0, Math.min(start - Math.floor(columns / 3), line.length - columns));
  const to = Math.min(line.length, from + columns);
  const lead = from > 0 ? '…' : '';
  const marked = line.slice(start, Math.max(start + 1, Math.min(start + at.length, to)));
  return {
    text: `${lead}${printable(line.slice(from, to))}${to < line.length ? '…' : ''}`,
    before: stringWidth(`${lead}${printable(line.slice(from, start))}`),
    width: Math.max(1, stringWidth(printable(marked))),
  };
}

/** One visible character for each that would move the cursor, change the colour or the reading direction. */
function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r$/, '')
    .replaceAll('\t', ' ')
    .replace(/[\u0000-\u001f]/g, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, '\ufffd');
}
