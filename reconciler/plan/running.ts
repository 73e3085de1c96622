import type { Ledger } from '../model/ledger.ts';
import type { Mark, ObservedInstance } from '../model/observed.ts';
import type { ReasonCode } from '../model/plan.ts';
import { own } from './context.ts';
import type { Target } from './target.ts';

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
    return outdated ? { run: 'restart', reason: null, detail: '' } : nothing;
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
      return outdated ? restart() : { run: 'none', reason: 'failed', detail: `${run.kind}, ${run.restarts}` };
    case 'unknown':
      return nothing;
  }
}

function neededWhileRunning(
  { hashes, release }: Target,
  run: Extract<ObservedInstance['run'], { kind: 'running' }>,
  mark: Mark,
  adopted: boolean,
  ledger: Ledger,
): NeededRun {
  // An adopted process was started by somebody else, so its environment says nothing of us.
  const started = adopted ? mark.restartHash : (run.restartHash ?? mark.restartHash);
  if (started !== hashes.restart) return restart();
  const reload: NeededRun = { run: 'reload', reason: 'running-old-definition', detail: '' };
  if ((run.reloadHash ?? mark.reloadHash) !== hashes.reload) return reload;
  // The controller may have died between installing and reloading: the process started with an earlier release, nobody
  // saw this one healthy, and the backend does not remember reloads. Reloading twice does no harm; never would.
  const provenHere = own(ledger.lastGood, mark.instance) === release;
  const mayHaveMissedReload = run.reloadHash === null && run.release !== null && run.release !== release;
  return mayHaveMissedReload && !provenHere && !adopted ? reload : nothing;
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
