import { type FrameLine, frame } from '../../compile/frame.ts';
import { text, textOf } from '../../config/text.ts';
import type { Problem } from '../../model/problem.ts';
import { type Line, paint } from './line.ts';

/** `error: …`, where it is, and the frame of the text, in colours. */
export function problemLines(problem: Problem, texts: ReadonlyMap<string, string>): readonly Line[] {
  return frame(problem, texts, textOf).map((line) => frameLine(problem, line));
}

function frameLine(problem: Problem, { kind, text: words }: FrameLine): Line {
  const look = problem.severity === 'error' ? 'red' : 'yellow';
  switch (kind) {
    case 'title': {
      const severity = text(`cli.problems.${problem.severity}`);
      if (!words.startsWith(severity)) return [paint('bold', words)];
      return [paint(look, severity), paint('bold', words.slice(severity.length))];
    }
    case 'mark': {
      const at = words.indexOf('│') + 1;
      return [paint('dim', words.slice(0, at)), paint(look, words.slice(at))];
    }
    case 'source': {
      const at = words.indexOf('│') + 1;
      return [paint('dim', words.slice(0, at)), words.slice(at)];
    }
    case 'place':
      return [paint('dim', words)];
    case 'help':
      return [paint('cyan', words)];
  }
}
