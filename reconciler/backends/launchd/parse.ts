import { sha256 } from '../../model/digest.ts';
import { ProvctlError } from '../../model/error.ts';
import type { Installed, ObservedInstance, ProcessIdentity } from '../../model/observed.ts';
import type { OperationResult, ReadOperation } from '../../model/operation.ts';
import type { BackendContext } from '../backend.ts';
import { installedOf } from '../release.ts';
import { observeText } from './observe-text.ts';
import { plistMark } from './plist.ts';
import { type Job, readJob, runOf } from './print.ts';
import { instanceOfLabel, labelOf, plistDirectory, scopeArgument } from './scope.ts';

/** Each job is a launchctl of its own. */
const observeTimeoutMs = 120_000;
const observeMaxBytes = 67_108_864;

export function observe(context: BackendContext, instances: readonly string[]): readonly ReadOperation[] {
  const labels = new Set(instances.map(labelOf));
  const names = [scopeArgument(context), plistDirectory(context), context.owner, ...labels];
  return [
    {
      kind: 'exec',
      argv: ['sh', '-c', observeText, 'sh', ...names],
      timeoutMs: observeTimeoutMs,
      maxOutputBytes: observeMaxBytes,
    },
  ];
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

/** @throws ProvctlError `backend.unreadable`: what half an answer leaves out would look absent. */
function readAnswer(result: OperationResult | undefined): Answer {
  if (result?.kind !== 'exited' || result.timedOut || result.truncated || result.status !== 0) {
    throw unreadable(result?.kind ?? 'nothing');
  }
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of result.stdout.split('\n')) {
    if (line.startsWith('#')) {
      lines = [];
      sections.set(line.slice(1), lines);
    } else if (line !== '') lines.push(line);
  }
  if (!sections.has('end')) throw unreadable('cut short');
  const jobs = new Map<string, Job | null>();
  for (const [name, content] of sections) {
    const match = /^print (\d+) (.+)$/.exec(name);
    if (match !== null)
      jobs.set(match[2] ?? '', readJob(Number(match[1]), decoded(content).toString('utf8')));
  }
  return {
    labels: [...jobs.keys()],
    jobs,
    files: filesOf(sections),
    disabled: disabledOf(decoded(sections.get('disabled')).toString('utf8')),
    starts: startsOf(decoded(sections.get('processes')).toString('utf8')),
  };
}

function unreadable(detail: string): ProvctlError {
  return new ProvctlError('backend.unreadable', { backend: 'launchd', detail });
}

function decoded(lines: readonly string[] | undefined): Buffer {
  return Buffer.from((lines ?? []).join(''), 'base64');
}

function filesOf(sections: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, Buffer> {
  const paths = sections.get('paths') ?? [];
  const content = decoded(sections.get('files'));
  const files = new Map<string, Buffer>();
  let from = 0;
  for (const [index, path] of paths.entries()) {
    const to = from + Number.parseInt(sections.get('sizes')?.[index] ?? '', 10);
    files.set(path, content.subarray(from, to));
    from = to;
  }
  if (from !== content.length) throw unreadable('property lists changed meanwhile');
  return files;
}

/** `"label" => disabled`; older versions say `true`. */
function disabledOf(printed: string): ReadonlySet<string> {
  return new Set([...printed.matchAll(/"([^"]+)" => (?:disabled|true)/g)].map((match) => match[1] ?? ''));
}

/** `ps` of macOS, or /proc/PID/stat where there is one. */
function startsOf(text: string): ReadonlyMap<number, string> {
  const starts = new Map<number, string>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) \([\s\S]{0,64}?\) [A-Za-z] (?:-?\d+ ){18}(\d+) /g)) {
    starts.set(Number(match[1]), match[2] ?? '');
  }
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
