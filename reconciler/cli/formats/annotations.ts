import type { Problem } from '../../model/problem.ts';
import { wholeText } from './problem-text.ts';

/** GitHub workflow commands: one line each, read by the runner wherever it is printed. */
export function annotation(
  level: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const listed = Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${level}${listed === '' ? '' : ` ${listed}`}::${escapeData(message)}`;
}

export function problemAnnotation(problem: Problem): string {
  const { at } = problem;
  const properties =
    at === null
      ? { title: problem.code }
      : {
          file: at.file,
          line: at.line,
          col: at.column,
          endColumn: at.column + Math.max(1, at.length),
          title: problem.code,
        };
  return annotation(problem.severity, properties, wholeText(problem));
}

/** As actions/toolkit's command.ts escapes: a raw line break would begin another command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
