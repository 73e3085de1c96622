import type { Ledger } from '../model/ledger.ts';
import type { Mark, ObservedInstance } from '../model/observed.ts';
import type { ReasonCode } from '../model/plan.ts';
import { own } from './context.ts';
import type { Target } from './target.ts';

type Running = Extract<ObservedInstance['run'], { kind: 'running' }>;
export type Run = 'none' | 'reload' | 'start' | 'restart' | 'stop';

export interface NeededRun {
  readonly run: Run;
  /** Null: nothing to say. */
  readonly reason: ReasonCode | null;
  readonly detail: string;
}

const nothing: NeededRun = { run: 'none', reason: null, detail: '' };

const strength: Readonly<Record<Run, number>> = { none: 0, reload: 1, restart: 2, start: 3, stop: 4 };

export function strongest(left: Run, right: Run): Run {
  return strength[left] >= strength[right] ? left : right;
}

/** What must happen to the process so that what is wanted is what runs. */
export function neededRun(
  target: Target,
  observed: ObservedInstance,
  mark: Mark,
  adopted: boolean,
  ledger: Ledger,
): NeededRun {
  const { definition, hashes } = target;
  const outdated = mark.restartHash !== hashes.restart;
  const { run } = observed;
  if (definition.schedule !== undefined) {
    // The timer decides when it runs; a run under way ends by itself.
    if (outdated) return restart();
    // An armed timer is never seen as stopped, so this one is not armed.
    return run.kind === 'stopped' ? start('not-running', run.kind) : nothing;
  }
  switch (run.kind) {
    case 'running':
      return neededWhileRunning(target, run, mark, adopted, ledger);
    case 'completed':
      if (definition.restart.policy === 'always') return start('not-running', 'completed');
      return outdated ? start(null, '') : nothing;
    case 'stopped':
    case 'stopping':
      return start('not-running', run.kind);
    case 'failed':
      return start('failed', failure(run.result, run.exitStatus));
    case 'starting':
      return outdated ? restart() : nothing;
    case 'crashlooping':
      // Its manager is at it already; doing the same by hand would help nobody.
      return outdated ? restart() : { run: 'none', reason: 'failed', detail: `${run.kind} ${run.restarts}` };
    case 'unknown':
      return nothing;
  }
}

function neededWhileRunning(
  target: Target,
  run: Running,
  mark: Mark,
  adopted: boolean,
  ledger: Ledger,
): NeededRun {
  // An adopted process was started by somebody else, so its environment says nothing of us.
  const started = adopted ? mark.restartHash : (run.restartHash ?? mark.restartHash);
  if (started !== target.hashes.restart) return restart();
  const reload: NeededRun = { run: 'reload', reason: 'running-old-definition', detail: '' };
  if (isReloadable(target) && (run.reloadHash ?? mark.reloadHash) !== target.hashes.reload) return reload;
  // The controller may have died between installing and reloading: nobody saw this release healthy. Reloading twice
  // does no harm; never would.
  const isProven = own(ledger.lastGood, mark.instance) === target.release;
  return mayHaveMissedReload(target, run) && !isProven && !adopted ? reload : nothing;
}

/** By what the process itself says; where its backend does not remember reloads, by the release it was started with. */
export function mayHaveMissedReload(target: Target, run: Running): boolean {
  if (!isReloadable(target)) return false;
  if (run.reloadHash !== null) return run.reloadHash !== target.hashes.reload;
  return run.release !== null && run.release !== target.release;
}

/** Without a way to reload there is nothing to miss: files then ask for a restart, or for nothing. */
function isReloadable({ definition }: Target): boolean {
  return definition.reload !== undefined;
}

function restart(): NeededRun {
  return { run: 'restart', reason: 'running-old-definition', detail: '' };
}

function start(reason: ReasonCode | null, detail: string): NeededRun {
  return { run: 'start', reason, detail };
}

export function failure(result: string, exitStatus: number | null): string {
  return exitStatus === null ? result : `${result} ${exitStatus}`;
}
