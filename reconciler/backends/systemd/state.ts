import type { ProcessIdentity, Run } from '../../model/observed.ts';

/** One unit's properties, as `systemctl show` names them. */
export type Properties = ReadonlyMap<string, string>;

/** What is known of the process behind a unit. */
export interface Started {
  readonly identity: ProcessIdentity | null;
  readonly restartHash: string | null;
  readonly release: string | null;
}

/** The manager's three state words (LoadState, ActiveState, SubState) as ours. */
export function runOf(unit: Properties, started: Started): Run {
  const active = unit.get('ActiveState') ?? '';
  const restarts = countOf(unit.get('NRestarts'));
  switch (active) {
    case 'active':
    case 'reloading':
    case 'refreshing':
      if (unit.get('MainPID') === '0')
        return unit.get('SubState') === 'exited' ? { kind: 'completed' } : unknown('no-main-process');
      return running(unit, started);
    case 'activating':
      return activating(unit, restarts);
    case 'deactivating':
      return { kind: 'stopping', restarts };
    case 'failed':
      return failed(unit);
    case 'inactive':
      return unit.get('LoadState') === 'masked' ? unknown('masked') : inactive(unit);
    default:
      return unknown(active === '' ? 'no-answer' : active);
  }
}

/**
 * A scheduled instance is its timer: armed counts as completed between runs, and a run in progress as running. A failed
 * run shows until the next one, or until it is reset.
 */
export function scheduledRun(unit: Properties, timer: Properties | undefined, started: Started): Run {
  const active = unit.get('ActiveState');
  if (active === 'activating' && started.identity !== null) return running(unit, started);
  const run = runOf(unit, started);
  if (run.kind !== 'stopped' && run.kind !== 'completed') return run;
  return timer?.get('ActiveState') === 'active' ? { kind: 'completed' } : { kind: 'stopped' };
}

function running(unit: Properties, { identity, restartHash, release }: Started): Run {
  if (identity === null) return unknown('changed-meanwhile');
  return {
    kind: 'running',
    process: identity,
    invocation: unit.get('InvocationID') ?? '',
    restarts: countOf(unit.get('NRestarts')),
    restartHash,
    // Nothing on the machine remembers a reload; the installed files' digests stand for it.
    reloadHash: null,
    release,
    startedAtMs: Number(identity.start) * (1000 / ticksPerSecond),
  };
}

/** USER_HZ: 100 wherever Linux runs systemd. */
const ticksPerSecond = 100;

/** Waiting for a restart after a failure is the crash loop itself, though the manager calls it activating. */
function activating(unit: Properties, restarts: number): Run {
  const waiting = unit.get('SubState')?.startsWith('auto-restart') === true;
  return { kind: waiting && unit.get('Result') !== 'success' ? 'crashlooping' : 'starting', restarts };
}

function failed(unit: Properties): Run {
  // CLD_EXITED; else the status is a signal's number.
  const exited = unit.get('ExecMainCode') === '1';
  return {
    kind: 'failed',
    result: unit.get('Result') ?? '',
    exitStatus: exited ? countOf(unit.get('ExecMainStatus')) : null,
  };
}

/** A unit that the manager could not read starts nothing, so it is not merely stopped. */
function inactive(unit: Properties): Run {
  const load = unit.get('LoadState') ?? '';
  return load === 'bad-setting' || load === 'error'
    ? { kind: 'failed', result: load, exitStatus: null }
    : { kind: 'stopped' };
}

function unknown(reason: string): Run {
  return { kind: 'unknown', reason };
}

function countOf(text: string | undefined): number {
  const count = Number(text ?? '');
  return Number.isSafeInteger(count) ? count : 0;
}

/** Whether it starts with the machine; null where the unit cannot be enabled or the question has no answer. */
export function bootOf(unit: Properties | undefined): boolean | null {
  switch (unit?.get('UnitFileState')) {
    case 'enabled':
      return true;
    case 'disabled':
    case 'enabled-runtime':
    case 'linked':
    case 'linked-runtime':
      return false;
    default:
      return null;
  }
}
