import type { BackendName } from '../model/definition.ts';
import type { Hold } from '../model/ledger.ts';
import type { Installed, Mark, ObservedInstance, Run } from '../model/observed.ts';
import type { Action, Change, Denial, InstanceState, ReasonCode } from '../model/plan.ts';
import { failure } from './running.ts';

/** A change, and why it may not be made. */
export interface Decided {
  readonly change: Change;
  readonly denials: readonly Denial[];
}

/** What a decision says; the rest of a change follows from what was seen. */
export interface Decision {
  readonly action: Action;
  readonly reason: ReasonCode;
  readonly detail?: string;
  readonly after?: InstanceState;
  readonly paths?: Change['paths'];
  readonly drift?: boolean;
  readonly held?: boolean;
  readonly fingerprint?: string;
}

export interface Subject {
  readonly machine: string;
  readonly service: string;
  readonly instance: string;
  readonly backend: BackendName;
}

const nothing: readonly never[] = [];

export const absentState: InstanceState = {
  release: null,
  definition: null,
  mark: null,
  path: null,
  digest: null,
  run: 'absent',
};

export function changeOf(subject: Subject, before: InstanceState, decision: Decision): Change {
  return {
    address: `${subject.machine}/${subject.instance}`,
    machine: subject.machine,
    service: subject.service,
    instance: subject.instance,
    backend: subject.backend,
    action: decision.action,
    reason: decision.reason,
    detail: decision.detail ?? '',
    paths: decision.paths ?? nothing,
    before,
    after: decision.after ?? before,
    fingerprint: decision.fingerprint ?? '',
    drift: decision.drift ?? false,
    held: decision.held ?? false,
    waitsFor: nothing,
  };
}

export function allowed(change: Change): Decided {
  return { change, denials: nothing };
}

export function denied(change: Change, code: Denial['code'], values: Denial['values']): Decided {
  return { change, denials: [{ code, address: change.address, values }] };
}

export function stateOf(observed: ObservedInstance): InstanceState {
  const { installed, run } = observed;
  const mark = markIn(installed);
  return {
    release: mark?.release ?? null,
    definition: installed.kind === 'marked' ? installed.definition : null,
    mark,
    path: installed.kind === 'absent' ? null : installed.path,
    digest: installed.kind === 'absent' ? null : installed.digest,
    run: runWord(run),
  };
}

function markIn(installed: Installed): Mark | null {
  return installed.kind === 'marked' ? installed.mark : null;
}

function runWord(run: Run): string {
  return run.kind === 'failed' ? `failed (${failure(run.result, run.exitStatus)})` : run.kind;
}

export function holdDetail({ by, reason }: Hold): string {
  return reason === '' ? by : `${by}: ${reason}`;
}
