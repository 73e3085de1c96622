import { text } from '../../config/text.ts';
import { type Line, paint } from './line.ts';

/** A unified diff without its file header, coloured by its first column. */
export function diffLines(diff: string, indent: string, most = Number.POSITIVE_INFINITY): readonly Line[] {
  const lines = diff
    .replace(/\n$/, '')
    .split('\n')
    .filter((line, index) => index > 3 || !/^(?:---|\+\+\+|Index:|={3,})(?: |$|=)/.test(line));
  const shown = lines.slice(0, most).map((line): Line => [indent, diffSpan(line)]);
  const left = lines.length - shown.length;
  return left === 0
    ? shown
    : [...shown, [indent, paint('dim', text('cli.plan.more-lines', { count: left }))]];
}

function diffSpan(line: string) {
  if (line.startsWith('+')) return paint('green', line);
  if (line.startsWith('-')) return paint('red', line);
  return line.startsWith('@@') ? paint('cyan', line) : line;
}
