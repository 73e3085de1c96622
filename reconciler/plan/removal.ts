import type { ObservedInstance } from '../model/observed.ts';
import type { Change, InstanceState, ReasonCode } from '../model/plan.ts';
import {
  absentState,
  allowed,
  changeOf,
  type Decided,
  denied,
  holdDetail,
  type Subject,
  stateOf,
} from './change.ts';
import { classify } from './classify.ts';
import { type MachineContext, own } from './context.ts';
import { fingerprint } from './fingerprint.ts';
import { matchesAny, selected } from './select.ts';

/** Why something of ours goes: decides which guards it has to pass. */
export type Removal = 'not-declared' | 'renamed' | 'backend-changed' | 'destroy-requested' | 'put-back';

/** Ours, by its mark; or, where the file is gone, by the ledger that only we write. */
export function isOurs(context: MachineContext, observed: ObservedInstance): boolean {
  const found = classify(context, observed);
  if (found.kind === 'managed') return true;
  if (found.kind !== 'running-orphan' || observed.run.kind !== 'running') return false;
  return observed.run.restartHash !== null && own(context.ledger.lastGood, observed.instance) !== undefined;
}

/** What is ours and no longer wanted. */
export function decideOrphan(context: MachineContext, observed: ObservedInstance): Decided {
  const { options, desired } = context.input;
  const subject = subjectOf(context, observed);
  const before = stateOf(observed);
  const leave = (reason: ReasonCode, detail = '') =>
    allowed(changeOf(subject, before, { action: 'none', reason, detail }));
  if (!selected(options, subject) || options.imperative !== null) return leave('excluded');
  if (matchesAny(options.forget, subject)) return allowed(forgetting(context, subject, observed));
  if (options.destroy) return remove(context, observed, 'destroy-requested');
  if (options.refreshOnly) return leave('excluded', 'refresh-only');
  if (isProtected(before)) return leave('protected');
  if (!desired.stack.prune) return leave('prune-off');
  const hold = own(context.ledger.holds, subject.service);
  if (hold !== undefined && hold.wanted === 'asItIs') {
    return allowed(
      changeOf(subject, before, {
        action: 'none',
        reason: 'held',
        detail: holdDetail(hold),
        held: true,
      }),
    );
  }
  return remove(context, observed, 'not-declared');
}

export function remove(context: MachineContext, observed: ObservedInstance, reason: Removal): Decided {
  const subject = subjectOf(context, observed);
  const before = stateOf(observed);
  if (isProtected(before) && reason === 'destroy-requested') {
    const kept = changeOf(subject, before, { action: 'none', reason: 'protected' });
    return denied(kept, 'protected', { service: subject.service });
  }
  const change = changeOf(subject, before, {
    action: 'delete',
    reason,
    after: absentState,
    fingerprint: fingerprint(observed, before.definition, context.files),
  });
  // The same name stands in two backends while it moves.
  if (reason !== 'backend-changed') return allowed(change);
  return allowed({ ...change, address: `${change.address}:${observed.backend}` });
}

export function forgetting(context: MachineContext, subject: Subject, observed: ObservedInstance): Change {
  const before = stateOf(observed);
  return changeOf(subject, before, {
    action: 'forget',
    reason: 'forget-requested',
    after: { ...absentState, run: before.run },
    fingerprint: fingerprint(observed, before.definition, context.files),
  });
}

function isProtected(before: InstanceState): boolean {
  return before.mark?.protected === true || before.definition?.protected === true;
}

export function subjectOf(context: MachineContext, observed: ObservedInstance): Subject {
  const { installed, instance, backend } = observed;
  const service = installed.kind === 'marked' ? installed.mark.service : serviceIn(instance);
  return { machine: context.machine, service, instance, backend };
}

function serviceIn(instance: string): string {
  return instance.replace(/@\d+$/, '');
}
