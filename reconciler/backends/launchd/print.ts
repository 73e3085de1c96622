import type { ProcessIdentity, Run } from '../../model/observed.ts';

/**
 * What `launchctl print DOMAIN/LABEL` says of a job. Its output is no interface that Apple keeps, so everything may be
 * missing, and what is not understood is unknown, never failed.
 */
export interface Job {
  readonly loaded: boolean;
  readonly state: string;
  readonly pid: number | null;
  readonly runs: number;
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly restartHash: string | null;
  readonly release: string | null;
}

/** 113: no such service; 3: no such process; 112: not even the domain. */
const notLoaded = new Set([3, 112, 113]);

/** Null: launchctl gave an answer that means neither loaded nor not. */
export function readJob(code: number, printed: string): Job | null {
  if (code !== 0 && !notLoaded.has(code)) return null;
  const field = (name: string) => new RegExp(`^\\s${name} = (.*)$`, 'm').exec(printed)?.[1] ?? null;
  const exit = field('last exit code');
  return {
    loaded: code === 0,
    state: field('state') ?? '',
    pid: numberIn(field('pid')),
    runs: numberIn(field('runs')) ?? 0,
    exitStatus: numberIn(exit),
    signal: field('last terminating signal'),
    restartHash: theOne(printed, /^\s+PROVCTL_SPEC => (v1:[0-9a-f]{64})$/gm),
    release: theOne(printed, /^\s+PROVCTL_RELEASE => ([0-9a-f]{16})$/gm),
  };
}

function numberIn(text: string | null): number | null {
  const match = text === null ? null : /^(\d+)\b/.exec(text);
  return match === null ? null : Number(match[1]);
}

/** A value that an argument with line breaks could have printed as well is not believed. */
function theOne(printed: string, pattern: RegExp): string | null {
  const found = new Set([...printed.matchAll(pattern)].map((match) => match[1] ?? ''));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** `identity` is that of the job's pid; null when there is none any more. */
export function runOf(job: Job | null, identity: ProcessIdentity | null, startedAtMs: number): Run {
  if (job === null) return { kind: 'unknown', reason: 'no-answer' };
  if (!job.loaded) return { kind: 'stopped' };
  if (job.pid !== null) {
    if (identity === null) return { kind: 'unknown', reason: 'changed-meanwhile' };
    return {
      kind: 'running',
      process: identity,
      // launchd counts runs; with the process it names this start.
      invocation: `${identity.pid}:${identity.start}:${job.runs}`,
      restarts: Math.max(0, job.runs - 1),
      // A loaded job cannot change: what runs was started from what is loaded.
      restartHash: job.restartHash,
      reloadHash: null,
      release: job.release,
      startedAtMs,
    };
  }
  return withoutProcess(job);
}

function withoutProcess(job: Job): Run {
  const ended = job.signal !== null || (job.exitStatus ?? 0) !== 0;
  const restarts = Math.max(0, job.runs - 1);
  if (/spawn scheduled|spawning|starting/.test(job.state))
    return { kind: ended ? 'crashlooping' : 'starting', restarts };
  if (/terminat|exiting|draining/.test(job.state)) return { kind: 'stopping', restarts };
  if (job.signal !== null) return { kind: 'failed', result: 'signal', exitStatus: null };
  if (job.exitStatus === null)
    return job.runs === 0 ? { kind: 'completed' } : { kind: 'unknown', reason: job.state };
  if (job.exitStatus === 0) return { kind: 'completed' };
  return { kind: 'failed', result: 'exit-code', exitStatus: job.exitStatus };
}
