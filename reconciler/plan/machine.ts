import type { DesiredInstance } from '../model/desired.ts';
import { holdOn } from '../model/ledger.ts';
import { absentInstance, type ObservedInstance } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import { type Candidate, none } from './candidate.ts';
import { allowed, changeOf, type Decided, denied, holdDetail, stateOf } from './change.ts';
import type { MachineContext } from './context.ts';
import { decide } from './decide.ts';
import { formerInstances, formerName, keptUnderFormerName } from './former-name.ts';
import { decideImperative } from './imperative.ts';
import { decideOrphan, forgetting, isOurs, remove } from './removal.ts';
import { matchesAny, selected } from './select.ts';
import { backendOf, targetOf } from './target.ts';

/** Every instance of one seen machine, wanted or found. */
export function decideMachine(
  context: MachineContext,
  wanted: readonly DesiredInstance[],
): readonly Decided[] {
  const decided: Decided[] = [];
  /** Found things that a wanted instance has spoken for. */
  const spokenFor = new Set<ObservedInstance>();
  for (const instance of wanted) {
    for (const one of decideWanted(context, instance, wanted, spokenFor)) decided.push(one);
  }
  for (const found of context.found.values()) {
    for (const observed of found) {
      if (spokenFor.has(observed) || !isOurs(context, observed)) continue;
      const twice = inFormerPlaceToo(found, observed.backend);
      if (twice === null) decided.push(decideOrphan(context, observed));
      else if (twice !== observed) decided.push(refusedTwice(decideOrphan(context, observed).change, twice));
    }
  }
  return decided;
}

function decideWanted(
  context: MachineContext,
  wanted: DesiredInstance,
  all: readonly DesiredInstance[],
  spokenFor: Set<ObservedInstance>,
): readonly Decided[] {
  const { service, instance } = wanted.definition;
  const found = context.found.get(instance) ?? [];
  const backend = backendOf(context, wanted, found);
  const twice = inFormerPlaceToo(found, backend);
  const observed = found.find((one) => one.backend === backend) ?? absentInstance({ instance, backend });
  const elsewhere = found.filter((one) => one !== observed && isOurs(context, one));
  const former = formerInstances(context, wanted, all);
  const formerly = formerName(context, wanted, all, former);
  for (const one of [...found, ...elsewhere, ...former]) spokenFor.add(one);
  const candidate: Candidate = {
    context,
    wanted,
    subject: { machine: context.machine, service, instance, backend },
    observed,
    before: stateOf(observed),
    renamed: observed.installed.kind === 'absent' ? (former[0]?.instance ?? formerly) : null,
    moves: observed.installed.kind === 'absent' && elsewhere.length > 0,
  };
  const replaced = [
    ...elsewhere.map((one) => ({ one, why: 'backend-changed' as const })),
    ...former.map((one) => ({ one, why: 'renamed' as const })),
  ];
  if (twice !== null) return [refusedTwice(none(candidate, 'other-owner', twice.formerOwner ?? ''), twice)];
  if (!selected(context.input.options, candidate.subject)) return [allowed(none(candidate, 'excluded', ''))];
  const special = decideRemoval(candidate, [observed, ...elsewhere, ...former]);
  if (special !== null) return special;
  const decided = formerlyKnown(
    overlay(candidate, decideImperative(candidate) ?? decide(candidate)),
    formerly,
  );
  // The old one goes only when the new one may come, or already stands.
  const stays =
    decided.denials.length > 0 || decided.change.held || context.input.options.imperative !== null;
  const isRejected = decided.denials.some(({ code }) => code === 'rejected');
  if (isRejected && formerly !== null && !decided.change.held && context.input.options.imperative === null) {
    const target = targetOf(context, wanted, backend, candidate.before);
    return keptUnderFormerName(candidate, target, decided, formerly, former) ?? [decided];
  }
  if (stays || context.input.options.refreshOnly) return [decided];
  if (decided.change.action === 'none' && decided.change.reason !== 'converged') return [decided];
  return [decided, ...replaced.map(({ one, why }) => remove(context, one, why))];
}

/**
 * The same name stands in the present owner's directory and in an earlier one's: two services that were made while both
 * owners were at work, and nobody but a person knows which of them to keep.
 */
function inFormerPlaceToo(
  found: readonly ObservedInstance[],
  backend: ObservedInstance['backend'],
): ObservedInstance | null {
  const here = found.filter((one) => one.backend === backend);
  return here.length < 2 ? null : (here.find((one) => one.formerOwner !== undefined) ?? null);
}

function refusedTwice(change: Change, { formerOwner = '', installed }: ObservedInstance): Decided {
  const kept = { ...change, action: 'none' as const, reason: 'other-owner' as const, after: change.before };
  const path = installed.kind === 'absent' ? '' : installed.path;
  return denied(kept, 'other-owner', { owner: formerOwner, path });
}

/** `forget` and `destroy` speak of what stands, whatever is wanted. */
function decideRemoval(
  candidate: Candidate,
  standing: readonly ObservedInstance[],
): readonly Decided[] | null {
  const { context, subject } = candidate;
  const { options } = context.input;
  const ours = standing.filter((one) => isOurs(context, one));
  if (matchesAny(options.forget, subject)) {
    const forgotten = ours.map((one) =>
      allowed(forgetting(context, { ...subject, backend: one.backend }, one)),
    );
    return forgotten.length > 0 ? forgotten : [allowed(none(candidate, 'converged', ''))];
  }
  if (!options.destroy) return null;
  const removed = ours.map((one) => remove(context, one, 'destroy-requested'));
  return removed.length > 0 ? removed : [allowed(none(candidate, 'converged', ''))];
}

function formerlyKnown(decided: Decided, formerly: string | null): Decided {
  return formerly === null ? decided : { ...decided, change: { ...decided.change, formerly } };
}

/** What stands between a decision and its execution: a hold, a refresh that changes nothing but drift. */
function overlay(candidate: Candidate, decided: Decided): Decided {
  const { context, subject, before } = candidate;
  const { change } = decided;
  const { options } = context.input;
  if (change.action === 'none' || options.imperative !== null) return decided;
  if (options.refreshOnly && !change.drift) {
    return allowed(none(candidate, 'excluded', 'refresh-only'));
  }
  const hold = holdOn(context.ledger, subject.service, candidate.wanted.renamedFrom);
  if (hold === null) return decided;
  const held = changeOf(subject, before, {
    action: 'none',
    reason: 'held',
    detail: holdDetail(hold),
    paths: change.paths,
    fingerprint: change.fingerprint,
    held: true,
  });
  return { change: held, denials: decided.denials };
}

/** Wanted on a machine that nobody could look at. */
export function unreached(wanted: DesiredInstance, reason: string): Change {
  const { service, instance, backend } = wanted.definition;
  const observed = absentInstance({
    instance,
    backend: wanted.backend === 'auto' ? backend : wanted.backend,
  });
  return changeOf(
    { machine: wanted.machine, service, instance, backend: observed.backend },
    { ...stateOf(observed), run: 'unknown' },
    { action: 'none', reason: 'unreachable', detail: reason },
  );
}
