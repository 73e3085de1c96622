import type { Compiled } from '../../compile/compiled.ts';
import type { Problem } from '../../model/problem.ts';
import type { Context } from '../command.ts';
import { showProblems } from '../problems.ts';
import { problemAnnotation } from './annotations.ts';
import { junit } from './junit.ts';
import { helpText, problemCounts, problemText, wholeText } from './problem-text.ts';
import { sarif } from './sarif.ts';

export const problemFormats = ['human', 'json', 'github', 'sarif', 'junit'] as const;

export async function printProblems(context: Context, compiled: Compiled): Promise<void> {
  const { out, options } = context;
  const { problems } = compiled;
  switch (options.value('format') ?? 'human') {
    case 'json':
      return out.json(problemsJson(compiled));
    case 'github':
      for (const problem of problems) out.line(problemAnnotation(problem));
      return;
    case 'sarif':
      return out.json(sarif(problems));
    case 'junit':
      out.sink.write(junit('provctl validate', junitCases(problems)));
      return;
    default:
      showProblems(compiled, out);
  }
}

export function problemsJson(compiled: Compiled): object {
  const { errors, warnings } = problemCounts(compiled.problems);
  return {
    format_version: '1.0',
    valid: errors === 0,
    files: compiled.files,
    errors,
    warnings,
    problems: compiled.problems.map((problem) => ({
      severity: problem.severity,
      code: problem.code,
      summary: problemText(problem),
      help: helpText(problem),
      suggestion: problem.suggestion ?? null,
      at: problem.at,
      related: problem.related ?? [],
      values: problem.values,
    })),
  };
}

function junitCases(problems: readonly Problem[]) {
  if (problems.length === 0) return [{ className: 'provctl.validate', name: 'desired state' }];
  return problems.map((problem) => ({
    className: `provctl.validate.${problem.code}`,
    name: problem.at === null ? problem.code : `${problem.at.file}:${problem.at.line}:${problem.at.column}`,
    ...(problem.severity === 'error'
      ? { failure: { type: problem.code, message: wholeText(problem) } }
      : { skipped: wholeText(problem) }),
  }));
}
