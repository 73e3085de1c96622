import type { Run } from '../../model/observed.ts';
import type { ProcessLook, Sections } from './sections.ts';

interface RunRecord {
  readonly supervisor: number;
  readonly child: number;
  readonly fields: ReadonlyMap<string, string>;
}

/** What runs, from the supervisor's record and from what the kernel says of the processes that it names. */
export function runOf(answer: Sections, instance: string): Run {
  const text = answer.records.get(instance);
  if (text === undefined) return { kind: 'stopped' };
  const record = recordOf(text);
  if (record === null) return { kind: 'unknown', reason: 'record-unreadable' };
  // A reboot ended all of them.
  if (field(record, 'boot') !== answer.bootId) return { kind: 'stopped' };
  const state = field(record, 'state');
  const supervisor = lookAt(answer, record.supervisor, field(record, 'supervisor'));
  if (supervisor === 'unclear') return { kind: 'unknown', reason: 'process-unclear' };
  if (state === 'stopped') return { kind: 'stopped' };
  if (state === 'completed') return { kind: 'completed' };
  if (state === 'failed') return failedRun(record);
  return supervisor === 'lives'
    ? supervisedRun(answer, record, state, instance)
    : orphanedRun(answer, record);
}

function supervisedRun(answer: Sections, record: RunRecord, state: string, instance: string): Run {
  const restarts = count(record, 'restarts');
  if (state === 'waiting') return { kind: 'crashlooping', restarts };
  const child = lookAt(answer, record.child, field(record, 'child'));
  if (child === 'unclear') return { kind: 'unknown', reason: 'process-unclear' };
  // Between its end and its supervisor's next word.
  if (child === 'gone') return { kind: 'starting', restarts };
  return {
    kind: 'running',
    process: { bootId: answer.bootId, pid: record.child, start: field(record, 'child') },
    invocation: field(record, 'invocation'),
    restarts,
    restartHash: restartHash(answer, record),
    reloadHash: reloadHash(answer, record, instance),
    release: word(record, 'release'),
    startedAtMs: count(record, 'started'),
  };
}

/** Its supervisor was killed: nobody will restart it, so a start is due; that takes a living program over as it is. */
function orphanedRun(answer: Sections, record: RunRecord): Run {
  const child = lookAt(answer, record.child, field(record, 'child'));
  if (child === 'unclear') return { kind: 'unknown', reason: 'process-unclear' };
  return { kind: 'failed', result: child === 'lives' ? 'unsupervised' : 'supervisor-died', exitStatus: null };
}

function failedRun(record: RunRecord): Run {
  const exit = field(record, 'exit');
  return {
    kind: 'failed',
    result: word(record, 'result') ?? 'exit-code',
    exitStatus: /^\d+$/.test(exit) ? Number(exit) : null,
  };
}

/** The environment is the program's own word; many overwrite it with their title, then the record is what is left. */
function restartHash(answer: Sections, record: RunRecord): string | null {
  const recorded = word(record, 'spec');
  const said = answer.specs.get(record.child) ?? [];
  return said.length === 0 || (recorded !== null && said.includes(recorded)) ? recorded : (said[0] ?? null);
}

function reloadHash(answer: Sections, record: RunRecord, instance: string): string | null {
  const [invocation, hash] = (answer.reloaded.get(instance) ?? '').trimEnd().split(' ');
  return invocation === field(record, 'invocation') && hash !== undefined && hash !== ''
    ? hash
    : word(record, 'reload');
}

function lookAt(answer: Sections, pid: number, start: string): 'lives' | 'gone' | 'unclear' {
  const look: ProcessLook | null | undefined = answer.processes.get(pid);
  if (look === null) return 'unclear';
  if (look === undefined || look.start !== start) return 'gone';
  return /^[ZXx]/.test(look.state) ? 'gone' : 'lives';
}

/** Null: its writer was in the middle of it. */
function recordOf(text: string): RunRecord | null {
  const [first = '', ...lines] = text.split('\n');
  const pids = /^(\d{1,10}) (\d{1,10})$/.exec(first);
  if (pids === null || lines.at(-2) !== 'end') return null;
  const fields = new Map<string, string>();
  for (const line of lines) {
    const space = line.indexOf(' ');
    if (space > 0) fields.set(line.slice(0, space), line.slice(space + 1));
  }
  return { supervisor: Number(pids[1]), child: Number(pids[2]), fields };
}

function field(record: RunRecord, name: string): string {
  return record.fields.get(name) ?? '';
}

function word(record: RunRecord, name: string): string | null {
  const value = field(record, name);
  return value === '' || value === '-' ? null : value;
}

function count(record: RunRecord, name: string): number {
  const value = Number(field(record, name));
  return Number.isSafeInteger(value) ? value : 0;
}
