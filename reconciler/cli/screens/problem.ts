import { text } from '../../config/text.ts';
import type { Problem } from '../../model/problem.ts';
import { problemText, suggestionText } from '../formats/problem-text.ts';
import { type Line, paint } from './line.ts';

/** `error: …`, where it is, and the frame of the text. */
export function problemLines(problem: Problem, _texts: ReadonlyMap<string, string>): readonly Line[] {
  const look = problem.severity === 'error' ? 'red' : 'yellow';
  const suggestion = suggestionText(problem);
  return [
    [
      paint(look, text(`cli.problems.${problem.severity}`)),
      ' ',
      paint('bold', problemText(problem)),
      ...(suggestion === null ? [] : [`. ${suggestion}`]),
    ],
    ...(problem.at === null ? [] : [[`  ${problem.at.file}:${problem.at.line}:${problem.at.column}`]]),
  ];
}
