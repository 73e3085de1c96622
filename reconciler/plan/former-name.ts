import type { DesiredInstance } from '../model/desired.ts';
import { absentInstance, type ObservedInstance } from '../model/observed.ts';
import type { Candidate } from './candidate.ts';
import { allowed, type Decided, stateOf } from './change.ts';
import { type MachineContext, own } from './context.ts';
import { kept } from './rejected.ts';
import { isOurs, remove, subjectOf } from './removal.ts';
import type { Target } from './target.ts';

/** Instances of ours under an earlier name of this service, which nobody else wants. */
export function formerInstances(
  context: MachineContext,
  wanted: DesiredInstance,
  all: readonly DesiredInstance[],
): readonly ObservedInstance[] {
  return formerNames(wanted, all)
    .flatMap((name) => context.found.get(name) ?? [])
    .filter((observed) => isOurs(context, observed));
}

/**
 * The earlier name under which the last good release is known, as long as none is under the new one. It may be gone
 * already, when the controller died between removing it and creating this; then the ledger alone remembers it.
 */
export function formerName(
  context: MachineContext,
  wanted: DesiredInstance,
  all: readonly DesiredInstance[],
  former: readonly ObservedInstance[],
): string | null {
  const { lastGood } = context.ledger;
  if (own(lastGood, wanted.definition.instance) !== undefined) return null;
  const remembered = formerNames(wanted, all).find(
    (name) => own(lastGood, name) !== undefined && !context.found.has(name),
  );
  return former[0]?.instance ?? remembered ?? null;
}

function formerNames(wanted: DesiredInstance, all: readonly DesiredInstance[]): readonly string[] {
  if (wanted.renamedFrom.length === 0) return [];
  const { service, instance } = wanted.definition;
  const suffix = instance.slice(service.length);
  return wanted.renamedFrom
    .map((name) => `${name}${suffix}`)
    .filter((name) => !all.some(({ definition }) => definition.instance === name));
}

/**
 * The desired release failed under the new name, so what served under the old one is kept, healed, or put back there
 * once the new one is out of its way. Null: nothing good is known of it.
 */
export function keptUnderFormerName(
  candidate: Candidate,
  target: Target,
  rejected: Decided,
  name: string,
  former: readonly ObservedInstance[],
): readonly Decided[] | null {
  const { context, subject, observed } = candidate;
  if (own(context.ledger.lastGood, name) === undefined) return null;
  const standing =
    former.find(({ instance }) => instance === name) ??
    absentInstance({ instance: name, backend: subject.backend });
  const old: Candidate = {
    ...candidate,
    subject: subjectOf(context, standing),
    observed: standing,
    before: stateOf(standing),
    renamed: null,
    moves: false,
  };
  const { installed } = standing;
  const change = kept(old, target, installed.kind === 'marked' ? installed : null);
  if (!isOurs(context, observed)) return [rejected, allowed(change)];
  const leaving = remove(context, observed, 'put-back').change;
  return [{ change: { ...leaving, detail: name }, denials: rejected.denials }, allowed(change)];
}
