import type { MessageValues, Place, Problem } from '../model/problem.ts';

/** Collects problems; every check takes it, so that all are found in one go. */
export interface Report {
  error(code: string, at: Place | null, values?: MessageValues, more?: More): void;
  warning(code: string, at: Place | null, values?: MessageValues, more?: More): void;
}

export interface More {
  readonly suggestion?: string | null;
  readonly related?: Problem['related'];
}

export interface Problems extends Report {
  readonly hasErrors: () => boolean;
  /** By file and line; each once. */
  readonly sorted: (most: number) => readonly Problem[];
}

export function collectProblems(): Problems {
  const found = new Map<string, Problem>();
  let errors = 0;
  const add = (
    severity: Problem['severity'],
    ...[code, at, values, more]: Parameters<Report['error']>
  ): void => {
    const problem: Problem = {
      severity,
      code,
      values: values ?? {},
      at,
      ...(more?.suggestion ? { suggestion: more.suggestion } : {}),
      ...(more?.related === undefined ? {} : { related: more.related }),
    };
    if (severity === 'error') errors++;
    found.set(`${code} ${JSON.stringify(at)} ${JSON.stringify(values)}`, problem);
  };
  return {
    error: (...given) => add('error', ...given),
    warning: (...given) => add('warning', ...given),
    hasErrors: () => errors > 0,
    sorted: (most) => atMost([...found.values()].sort(byPlace), most),
  };
}

/** Errors are kept before warnings, and the reader is told that there are more. */
function atMost(problems: readonly Problem[], most: number): readonly Problem[] {
  if (problems.length <= most) return problems;
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = problems.filter((problem) => problem.severity === 'warning');
  const kept = new Set([...errors, ...warnings].slice(0, most));
  const last: Problem = {
    severity: errors.length > most ? 'error' : 'warning',
    code: 'more-problems',
    values: { count: problems.length - most },
    at: null,
  };
  return [...problems.filter((problem) => kept.has(problem)), last];
}

function byPlace(a: Problem, b: Problem): number {
  return (
    compareText(a.at?.file ?? '', b.at?.file ?? '') ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
    compareText(a.code, b.code)
  );
}

/** By UTF-16 units, the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
