import type { Compiled } from '../compile/compiled.ts';
import { text } from '../config/text.ts';
import { problemCounts } from './formats/problem-text.ts';
import type { Printer } from './printer.ts';
import { type Line, paint } from './screens/line.ts';
import { problemLines } from './screens/problem.ts';

/** Every problem with its frame, a blank line after each, and how many there are. */
export function showProblems(compiled: Compiled, printer: Printer): void {
  const lines = compiled.problems.flatMap((problem): readonly Line[] => [
    ...problemLines(problem, compiled.texts),
    [],
  ]);
  printer.lines([...lines, problemsSummary(compiled)]);
}

function problemsSummary(compiled: Compiled): Line {
  const { errors, warnings } = problemCounts(compiled.problems);
  const files = text('cli.problems.files', { count: compiled.files });
  if (errors + warnings === 0) return [paint('green', '✓'), ' ', text('cli.problems.none', { files })];
  const counts = [
    ...(errors === 0 ? [] : [text('cli.problems.errors', { count: errors })]),
    ...(warnings === 0 ? [] : [text('cli.problems.warnings', { count: warnings })]),
  ].join(', ');
  return [paint('bold', text('cli.problems.summary', { counts, files }))];
}
