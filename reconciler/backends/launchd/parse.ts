import { sha256 } from '../../model/digest.ts';
import type { Installed, ObservedInstance, ProcessIdentity } from '../../model/observed.ts';
import type { OperationResult, ReadOperation } from '../../model/operation.ts';
import type { BackendContext } from '../backend.ts';
import { installedOf } from '../mark.ts';
import { decoded, filesOf, observing, sectionsOf, startsOf, wholeAnswer } from '../printed.ts';
import { observeText } from './observe-text.ts';
import { plistMark } from './plist.ts';
import { type Job, readJob, runOf } from './print.ts';
import { instanceOfLabel, labelOf, plistDirectory, scopeArgument } from './scope.ts';

export function observe(context: BackendContext, instances: readonly string[]): readonly ReadOperation[] {
  const labels = new Set(instances.map(labelOf));
  const names = [scopeArgument(context), plistDirectory(context), context.owner, ...labels];
  return [observing(observeText, ...names)];
}

/** One instance for each asked, and for each further property list whose mark names this owner. */
export function parse(
  context: BackendContext,
  instances: readonly string[],
  results: readonly OperationResult[],
): readonly ObservedInstance[] {
  const answer = readAnswer(results[0]);
  const asked = new Set(instances.map(labelOf));
  return answer.labels
    .map((label) => observedJob(context, label, answer))
    .filter(
      ({ instance, installed }) =>
        asked.has(labelOf(instance)) ||
        (installed.kind === 'marked' && installed.mark.owner === context.owner),
    );
}

interface Answer {
  readonly labels: readonly string[];
  readonly jobs: ReadonlyMap<string, Job | null>;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly disabled: ReadonlySet<string>;
  /** PID → start, as the machine's other answers name it. */
  readonly starts: ReadonlyMap<number, string>;
}

/** @throws ProvctlError `backend.unreadable` for anything but one whole answer. */
function readAnswer(result: OperationResult | undefined): Answer {
  const sections = sectionsOf('launchd', wholeAnswer('launchd', result).stdout);
  const text = (name: string) => decoded(sections, name).toString('utf8');
  const jobs = new Map<string, Job | null>();
  for (const name of sections.keys()) {
    const match = /^print (\d+) (.+)$/.exec(name);
    if (match !== null) jobs.set(match[2] ?? '', readJob(Number(match[1]), text(name)));
  }
  return {
    labels: [...jobs.keys()],
    jobs,
    files: filesOf('launchd', sections),
    disabled: disabledOf(text('disabled')),
    starts: startsIn(text('processes')),
  };
}

/** `"label" => disabled`; older versions say `true`. */
function disabledOf(printed: string): ReadonlySet<string> {
  return new Set([...printed.matchAll(/"([^"]+)" => (?:disabled|true)/g)].map((match) => match[1] ?? ''));
}

/** `ps` of macOS, or /proc/PID/stat where there is one. */
function startsIn(text: string): ReadonlyMap<number, string> {
  const starts = startsOf(text);
  for (const match of text.matchAll(/^ *(\d+) +([A-Z][a-z]{2} .*\d{4})\s*$/gm)) {
    starts.set(Number(match[1]), (match[2] ?? '').trim());
  }
  return starts;
}

function observedJob(context: BackendContext, label: string, answer: Answer): ObservedInstance {
  const path = `${plistDirectory(context)}/${label}.plist`;
  const bytes = answer.files.get(path);
  const content = bytes?.toString('utf8') ?? null;
  const installed = installedOf(path, content, bytes === undefined ? '' : sha256(bytes), plistMark);
  const job = answer.jobs.get(label) ?? null;
  return {
    instance: instanceOfLabel(label),
    backend: 'launchd',
    installed,
    loaded: { restartHash: job?.restartHash ?? null, stale: isStale(installed, job) },
    boot: installed.kind === 'absent' ? null : !answer.disabled.has(label),
    run: runOf(job, identityOf(context, job, answer), startedAtMs(job, answer)),
  };
}

function isStale(installed: Installed, job: Job | null): boolean {
  if (installed.kind !== 'marked' || installed.edited || job?.loaded !== true) return false;
  return job.restartHash !== installed.mark.restartHash;
}

function identityOf({ facts }: BackendContext, job: Job | null, answer: Answer): ProcessIdentity | null {
  const pid = job?.pid ?? null;
  const start = pid === null ? undefined : answer.starts.get(pid);
  return pid === null || start === undefined ? null : { bootId: facts.bootId, pid, start };
}

/** Where starts are dates, uptime cannot be had from one; 0 says "since the machine started". */
function startedAtMs(job: Job | null, answer: Answer): number {
  const start = job?.pid == null ? '' : (answer.starts.get(job.pid) ?? '');
  return /^\d+$/.test(start) ? Number(start) * 10 : 0;
}
