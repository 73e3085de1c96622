import { lives } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import { deadlineMs, type Goal, goalOf, judge, policyOf, putBackGoal } from './goal.ts';
import type { Judgement } from './readiness.ts';
import { type ChangeState, type RolloutStep, type RolloutVerdict, type Watch, watchFrom } from './state.ts';
import { type Advance, type Circumstances, type Strategy, stays } from './strategy.ts';

type PuttingBack = Extract<ChangeState, { phase: 'putting-back' }>;

/** All at once: stop the old, start the new, prove it, and put the old back when that fails. */
export const recreate: Strategy = {
  name: 'recreate',
  begin({ change, observed }) {
    const moved = observed === null || digestOf(observed) !== change.before.digest;
    if (moved) return stays({ phase: 'failed', reason: 'moved' });
    return { ...stays({ phase: 'acting' }), step: stepOf(change, 'forward', change.after.release) };
  },
  advance(state, circumstances) {
    switch (state.phase) {
      case 'checking':
        return check(state.watch, circumstances);
      case 'putting-back':
        return putBack(state, circumstances);
      default:
        return stays(state);
    }
  },
};

function check(watch: Watch, circumstances: Circumstances): Advance {
  const { change } = circumstances;
  const goal = goalOf(change);
  const judgement = judge(goal, watch, circumstances);
  switch (judgement.kind) {
    case 'ready':
      return { ...stays({ phase: 'done', reason: '' }), verdict: proven(change, goal) };
    case 'unmoved':
      return stays({ phase: 'failed', reason: judgement.reason });
    case 'failed':
      return failed(circumstances, goal, judgement.reason);
    case 'unknown':
      return isLate(watch, goal, circumstances)
        ? stays({ phase: 'unknown', reason: judgement.reason })
        : again({ phase: 'checking', watch }, circumstances, null);
    case 'not-yet': {
      if (isLate(watch, goal, circumstances))
        return failed(circumstances, goal, `deadline: ${judgement.reason}`);
      const next: ChangeState = { phase: 'checking', watch: { ...watch, baseline: judgement.baseline } };
      return again(next, circumstances, judgement.wakeAtMs);
    }
  }
}

/** The release did not become what it should: remember that, and return to the one that did. */
function failed(circumstances: Circumstances, goal: Goal, reason: string): Advance {
  const { change, machine, at } = circumstances;
  const { release } = change.after;
  if (change.reason === 'put-back') return incomplete(change, release, reason);
  if (goal.kind !== 'up' || release === null || change.action === 'adopt')
    return stays({ phase: 'failed', reason });
  const good = machine?.ledger.lastGood[change.instance];
  const former = good === undefined ? circumstances.former : null;
  const lastGood = good ?? former?.release ?? null;
  // It was good before, so it is not the release that is bad; and there is nothing better to go back to.
  if (lastGood === release) return stays({ phase: 'failed', reason });
  if (policyOf(change).onFailure === 'halt') return { ...stays({ phase: 'failed', reason }), halts: true };
  const next: PuttingBack = {
    phase: 'putting-back',
    step: 'due',
    release: lastGood,
    ...(lastGood === null || former === null ? {} : { under: former.instance }),
    reason,
    watch: watchFrom(at),
  };
  return { ...putBack(next, circumstances), verdict: verdictOf(change, 'rejected', release, reason) };
}

function putBack(state: PuttingBack, circumstances: Circumstances): Advance {
  const { change, machine, at } = circumstances;
  if (state.step === 'acting') return stays(state);
  const goal = putBackGoal(change, state.release);
  if (state.step === 'due') {
    if (machine === null)
      return late(state, goal, circumstances, 'unreachable') ?? again(state, circumstances, null);
    const step = stepOf(change, state.release === null ? 'stop' : 'put-back', state.release);
    const under = state.under === undefined ? {} : { under: state.under };
    return { ...stays({ ...state, step: 'acting', watch: watchFrom(at) }), step: { ...step, ...under } };
  }
  const judgement = judgePutBack(state, goal, circumstances);
  switch (judgement.kind) {
    case 'ready':
      if (state.release === null) return stays({ phase: 'failed', reason: state.reason });
      return {
        ...stays({ phase: 'put-back', reason: state.reason }),
        verdict: verdictOf(change, 'put-back', state.release, state.reason, state.under),
      };
    case 'failed':
    case 'unmoved':
      return incomplete(change, state.release, judgement.reason, state.under);
    case 'unknown':
      return late(state, goal, circumstances, judgement.reason) ?? again(state, circumstances, null);
    case 'not-yet': {
      const next = { ...state, watch: { ...state.watch, baseline: judgement.baseline } };
      return (
        late(next, goal, circumstances, judgement.reason) ?? again(next, circumstances, judgement.wakeAtMs)
      );
    }
  }
}

/** Under its earlier name it serves again only when nothing of the new one lives beside it. */
function judgePutBack(state: PuttingBack, goal: Goal, circumstances: Circumstances): Judgement {
  if (state.under === undefined) return judge(goal, state.watch, circumstances);
  const { observed, former } = circumstances;
  if (observed !== null && lives(observed.run))
    return { kind: 'not-yet', baseline: null, reason: observed.run.kind, wakeAtMs: null };
  return judge(goal, state.watch, { ...circumstances, observed: former?.observed ?? null });
}

function late(state: PuttingBack, goal: Goal, circumstances: Circumstances, reason: string): Advance | null {
  if (!isLate(state.watch, goal, circumstances)) return null;
  return incomplete(circumstances.change, state.release, reason, state.under);
}

/** Never claimed: what should serve again was not seen to. */
function incomplete(change: Change, release: string | null, reason: string, under?: string): Advance {
  const verdict = verdictOf(change, 'put-back-incomplete', release ?? '', reason, under);
  return { ...stays({ phase: 'incomplete', reason }), verdict };
}

function isLate(watch: Watch, goal: Goal, { change, at, settings }: Circumstances): boolean {
  return at - watch.sinceMs >= deadlineMs(change, goal, settings);
}

function again(state: ChangeState, { at, settings }: Circumstances, wakeAtMs: number | null): Advance {
  const look = at + settings.lookEveryMs;
  return stays(state, wakeAtMs === null ? look : Math.min(wakeAtMs, look));
}

function proven(change: Change, goal: Goal): RolloutVerdict | null {
  switch (goal.kind) {
    case 'up':
      return verdictOf(change, change.reason === 'put-back' ? 'put-back' : 'healthy', goal.release, '');
    case 'gone':
    case 'unmarked':
      return verdictOf(change, 'gone', change.before.release ?? '', '');
    case 'down':
      return null;
  }
}

function verdictOf(
  change: Change,
  verdict: RolloutVerdict['verdict'],
  release: string,
  reason: string,
  instance = change.instance,
): RolloutVerdict {
  const { address, machine } = change;
  return { address, machine, instance, release, verdict, reason };
}

function stepOf(change: Change, kind: RolloutStep['kind'], release: string | null): RolloutStep {
  return { address: change.address, machine: change.machine, change, kind, release };
}

function digestOf({ installed }: NonNullable<Circumstances['observed']>): string | null {
  return installed.kind === 'absent' ? null : installed.digest;
}
