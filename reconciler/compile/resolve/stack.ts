import { defaults } from '../../config/generated/defaults.ts';
import type { Stack } from '../../model/desired.ts';
import type { Stack as StackResource } from '../generated/types.ts';
import type { Report } from '../report.ts';
import type { Resource } from '../validate/resource.ts';
import { amountFrom } from '../values/quantity.ts';

/** The one stack; null, with the reason reported, when there is none or more than one. */
export function theStack(
  stacks: readonly Resource<StackResource>[],
  report: Report,
): Resource<StackResource> | null {
  const [first, second] = stacks;
  if (first === undefined) return null;
  if (second !== undefined) {
    const related = stacks.map(({ document, name }) => ({ at: document.place(['kind']), text: name }));
    report.error(
      'several-stacks',
      second.document.place(['kind']),
      { names: stacks.map((stack) => stack.name) },
      { related },
    );
    return null;
  }
  return first;
}

/** That there is none is worth saying only when nothing that could be one is broken. */
export function reportNoStack(folder: string, files: number, report: Report): void {
  if (files === 0) report.error('no-files', null, { folder: folder === '' ? '.' : folder });
  else report.error('no-stack', null, { folder: folder === '' ? '.' : folder });
}

export function stackOf({ name, value }: Resource<StackResource>): Stack {
  const { spec } = value;
  return {
    name,
    ownerId: spec.ownerId,
    environment: spec.environment ?? defaults.stack.environment,
    prune: spec.prune ?? defaults.stack.prune,
    maxPrune:
      spec.maxPrune === undefined ? { percent: defaults.stack.maxPrunePercent } : amountFrom(spec.maxPrune),
    renamedFrom: [...new Set(spec.renamedFrom ?? [])].sort(),
  };
}

/** Later ones win. */
export function varsOf(written: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, string> {
  return new Map(
    written.flatMap((vars) => Object.entries(vars).map(([name, value]) => [name, String(value)] as const)),
  );
}
