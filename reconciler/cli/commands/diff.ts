import { diffExitCode } from '../../plan/exit-code.ts';
import { actionable } from '../../plan/summary.ts';
import { type Command, folderArgument } from '../command.ts';
import { planOptions, sourceOptions } from '../options.ts';
import { planOptionsOf } from '../planning.ts';
import { showProblems } from '../problems.ts';
import { diffOfPlan } from '../screens/plan-diff.ts';
import { sourceOf } from '../source.ts';

/** diff(1): 0 the same, 1 differs, 2 trouble; so trouble is told here and not by the general table. */
export const diff: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, ...planOptions],
  trouble: diffExitCode('trouble'),
  async run(context) {
    const { options, words, interrupts, out } = context;
    const engine = await context.engine();
    const planned = await engine.plan({
      source: sourceOf(context, words[0]),
      options: { ...planOptionsOf(options), allowDirty: true },
      signal: interrupts.signal,
    });
    if (planned.plan === null) {
      showProblems(planned.compiled, context.err);
      return diffExitCode('trouble');
    }
    out.lines(diffOfPlan(planned.plan, planned.fileDiffs));
    if (planned.plan.machines.some(({ reached }) => !reached)) return diffExitCode('trouble');
    return diffExitCode(actionable(planned.plan).length > 0 ? 'differs' : 'same');
  },
};
