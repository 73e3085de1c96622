import { text, textOf } from '../../config/text.ts';
import type { Problem } from '../../model/problem.ts';

/** One sentence of a problem, without its place. */
export function problemText(problem: Problem): string {
  return (
    textOf(`problem.${problem.code}`, problem.values) ?? `${problem.code} ${JSON.stringify(problem.values)}`
  );
}

export function suggestionText(problem: Problem): string | null {
  return problem.suggestion === undefined
    ? null
    : text('cli.problems.did-you-mean', { name: problem.suggestion });
}

/** The sentence, and what was probably meant. */
export function wholeText(problem: Problem): string {
  return [problemText(problem), suggestionText(problem)].filter((part) => part !== null).join('. ');
}

export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
}

export function problemCounts(problems: readonly Problem[]): ProblemCounts {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}
