import type { Check, Definition } from '../model/definition.ts';
import type { ObservedInstance } from '../model/observed.ts';
import type { Baseline, CheckVerdict, Watch } from './state.ts';

/** What must be seen of an instance that should be up. */
export interface UpGoal {
  readonly release: string;
  /** Null: whatever stands there of that release. */
  readonly specHash: string | null;
  /** Null: whoever's mark it carries. */
  readonly owner: string | null;
  /** What runs may be older than what is installed: it was only to be taken over as it is. */
  readonly isAsItRuns: boolean;
  readonly windowMs: number;
  /** Null: those of what stands there. */
  readonly checks: readonly Check[] | null;
}

export type Judgement =
  | { readonly kind: 'ready' }
  /** `can` is what it would be if nothing changed until the deadline. */
  | {
      readonly kind: 'not-yet';
      readonly baseline: Baseline | null;
      readonly reason: string;
      readonly wakeAtMs: number | null;
    }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Nothing of what was sent is to be seen. */
  | { readonly kind: 'unmoved'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

interface Look {
  readonly observed: ObservedInstance;
  readonly verdicts: readonly CheckVerdict[];
  readonly at: number;
}

/** Is it the release that was meant, up, undisturbed for long enough, and do all of its checks pass? */
export function judgeUp(goal: UpGoal, watch: Watch, look: Look): Judgement {
  const { installed, run } = look.observed;
  const stands =
    installed.kind === 'marked' &&
    installed.mark.release === goal.release &&
    (goal.specHash === null || installed.mark.specHash === goal.specHash) &&
    (goal.owner === null || installed.mark.owner === goal.owner);
  if (!stands) return behind(watch, 'not-installed');
  const { definition } = installed;
  switch (run.kind) {
    case 'running': {
      const started = installed.adopted || goal.isAsItRuns ? null : run.restartHash;
      if (started !== null && started !== installed.mark.restartHash)
        return behind(watch, 'running-old-definition');
      return judgeRunning(goal, watch, look, run, goal.checks ?? definition?.checks ?? []);
    }
    case 'completed':
      return mayComplete(goal, definition) ? { kind: 'ready' } : early(watch, 'completed');
    case 'stopped':
      if (definition?.schedule !== undefined) return { kind: 'ready' };
      return look.at - watch.sinceMs < goal.windowMs ? notYet('not-running') : early(watch, 'not-running');
    case 'failed':
      if (definition?.schedule !== undefined) return { kind: 'ready' };
      return early(watch, [run.result, run.exitStatus].filter((part) => part !== null).join(' '));
    case 'crashlooping':
      return early(watch, `crashlooping ${run.restarts}`);
    case 'starting':
    case 'stopping':
      return notYet(run.kind);
    case 'unknown':
      return { kind: 'unknown', reason: run.reason };
  }
}

function judgeRunning(
  goal: UpGoal,
  watch: Watch,
  { verdicts, at }: Look,
  run: Extract<ObservedInstance['run'], { kind: 'running' }>,
  checks: readonly Check[],
): Judgement {
  const { invocation, restarts } = run;
  const same = watch.baseline?.invocation === invocation && watch.baseline.restarts === restarts;
  const baseline = same && watch.baseline !== null ? watch.baseline : { invocation, restarts, sinceMs: at };
  const readyAt = baseline.sinceMs + goal.windowMs;
  let missing: string | null = null;
  for (const { name } of checks) {
    const said = verdicts.find(
      (verdict) =>
        verdict.name === name && (verdict.invocation === null || verdict.invocation === invocation),
    );
    if (said?.verdict === 'fail') return { kind: 'failed', reason: `${name}: ${said.detail}` };
    // A pass from before the end of the window is no proof that it stays so: after a reload it may be the old answer.
    if (said?.verdict !== 'pass') missing ??= said === undefined ? name : `${name}: ${said.detail}`;
    else if (said.passedAtMs === null || said.passedAtMs < readyAt) missing ??= 'min-ready';
  }
  if (missing === null && at >= readyAt) return { kind: 'ready' };
  return {
    kind: 'not-yet',
    baseline,
    reason: missing ?? 'min-ready',
    wakeAtMs: at < readyAt ? readyAt : null,
  };
}

/** What ends well is done, unless it is meant to live for ever or somebody asks after it. */
function mayComplete(goal: UpGoal, definition: Definition | null): boolean {
  if (definition === null || definition.schedule !== undefined) return true;
  return definition.restart.policy !== 'always' && (goal.checks ?? definition.checks).length === 0;
}

function notYet(reason: string): Judgement {
  return { kind: 'not-yet', baseline: null, reason, wakeAtMs: null };
}

/** The old still stands: that is final when the batch is known to have failed. */
function behind(watch: Watch, reason: string): Judgement {
  return watch.actFailure === null ? notYet(reason) : { kind: 'unmoved', reason: watch.actFailure };
}

/** Waiting on would help nobody; but what may be from before the step proves nothing against it. */
function early(watch: Watch, reason: string): Judgement {
  return watch.unsure ? notYet(reason) : { kind: 'failed', reason: watch.actFailure ?? reason };
}
