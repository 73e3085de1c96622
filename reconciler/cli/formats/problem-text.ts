import { helpOf } from '../../compile/frame.ts';
import { textOf } from '../../config/text.ts';
import type { Problem } from '../../model/problem.ts';

/** One sentence of a problem, without its place. */
export function problemText(problem: Problem): string {
  return textOf(`problem.${problem.code}`, problem.values) ?? problem.code;
}

/** What would be right, and what was probably meant; empty when there is nothing to say. */
export function helpText(problem: Problem): string {
  return helpOf(problem, textOf);
}

export function wholeText(problem: Problem): string {
  return [problemText(problem), helpText(problem)].filter((part) => part !== '').join('; ');
}

export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
}

export function problemCounts(problems: readonly Problem[]): ProblemCounts {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}
