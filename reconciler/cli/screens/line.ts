import stringWidth from 'string-width';
import { escapeLine } from './escape.ts';

/** Colour helps and never carries meaning alone. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

export interface Span {
  readonly text: string;
  readonly look: Look;
}

/**
 * One line of a screen. Screens are data until {@link render}: it is the only place where text becomes bytes for a
 * terminal, so nothing from git or a machine can get there unescaped.
 */
export type Line = readonly (string | Span)[];

const codes: Readonly<Record<Look, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

export function paint(look: Look, text: string): Span {
  return { text, look };
}

export function render(line: Line, colour: boolean): string {
  return line.map((span) => renderSpan(span, colour)).join('');
}

export function width(line: Line): number {
  return line.reduce((sum, span) => sum + stringWidth(escapeLine(textOfSpan(span))), 0);
}

export function textWidth(text: string): number {
  return stringWidth(escapeLine(text));
}

/** At most `columns` wide; what is cut off is told by `…`. */
export function clip(line: Line, columns: number): Line {
  if (width(line) <= columns) return line;
  const kept: (string | Span)[] = [];
  let room = columns - 1;
  for (const span of line) {
    const shown = clipText(textOfSpan(span), room);
    kept.push(typeof span === 'string' ? shown : { ...span, text: shown });
    room -= textWidth(shown);
    if (shown !== textOfSpan(span)) break;
  }
  return [...kept, '…'];
}

/** Blanks up to a column, at least `gap` of them. */
export function padding(line: Line, column: number, gap = 0): string {
  return ' '.repeat(Math.max(gap, column - width(line)));
}

export function textLines(text: string): readonly Line[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => [line]);
}

function clipText(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += textWidth(segment);
    if (used > room) break;
    kept += segment;
  }
  return kept;
}

function renderSpan(span: string | Span, colour: boolean): string {
  if (typeof span === 'string') return escapeLine(span);
  const text = escapeLine(span.text);
  const [on, off] = codes[span.look];
  return colour && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text;
}

function textOfSpan(span: string | Span): string {
  return typeof span === 'string' ? span : span.text;
}
