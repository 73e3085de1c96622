import type { Backend, BackendContext } from '../backends/backend.ts';
import { emptyLedger, type Ledger } from '../model/ledger.ts';
import { withFormer } from '../model/ledger-change.ts';
import { absentInstance, lives, type ObservedInstance } from '../model/observed.ts';
import type { Holding } from './holding.ts';

/** Does the backend keep the instances of both owners at the same paths? Then their marks alone tell them apart. */
export function sharesPlace(backend: Backend, one: BackendContext, other: BackendContext): boolean {
  return backend.path(one, anyInstance) === backend.path(other, anyInstance);
}

const anyInstance = 'x';

/** Said of what was found in another owner's directory; null: nothing is there. */
export function inFormerPlace(owner: string, one: ObservedInstance): ObservedInstance | null {
  const isNothing = one.installed.kind === 'absent' && !lives(one.run) && one.run.kind !== 'unknown';
  return isNothing ? null : { ...one, formerOwner: owner };
}

/**
 * Ours with what earlier owners have. Where both have something under one name both are told: it is for the plan to
 * refuse that.
 */
export function withFormerInstances(
  ours: readonly ObservedInstance[],
  formers: readonly Holding[],
): readonly ObservedInstance[] {
  const found = new Map<string, ObservedInstance>();
  for (const one of ours) found.set(placeOf(one), one);
  for (const one of formers.flatMap(({ instances }) => instances)) {
    const here = placeOf(absentInstance(one));
    const standing = found.get(here);
    if (one.formerOwner === undefined) {
      if (standing === undefined) found.set(here, one);
      continue;
    }
    if (standing?.installed.kind === 'absent' && !lives(standing.run)) found.delete(here);
    found.set(placeOf(one), one);
  }
  return [...found.values()];
}

function placeOf({ backend, instance, formerOwner = '' }: ObservedInstance): string {
  return `${backend} ${instance} ${formerOwner}`;
}

/**
 * The ledger to go on with: where this owner has none of its own yet, that of the earlier one is continued, its salt
 * above all, or every secret would look changed.
 */
export function continued(
  own: Ledger | null,
  formers: readonly Holding[],
  fresh: Pick<Ledger, 'owner' | 'machineId' | 'salt'>,
): Ledger {
  const all = formers.flatMap(({ ledger }) => (ledger === null ? [] : [ledger]));
  // Renamed there and back: what lies under the present name is older than what was called otherwise meanwhile.
  const begin = own !== null && all.some((ledger) => contains(ledger, own)) ? null : own;
  const newer = begin === null ? all : [begin, ...all];
  const open = all.filter((ledger) => !newer.some((one) => contains(one, ledger)));
  if (begin !== null) return open.reduce(withFormer, begin);
  const [first, ...others] = open;
  if (first === undefined) return { ...emptyLedger(fresh.owner, fresh.machineId), salt: fresh.salt };
  const { [fresh.owner]: _itself, ...former } = first.former ?? {};
  const takeOvers = generation(first) + 1;
  const begun = { ...first, owner: fresh.owner, former: { ...former, [first.owner]: null }, takeOvers };
  return others.reduce(withFormer, begun);
}

function contains(one: Ledger, other: Ledger): boolean {
  return Object.hasOwn(one.former ?? {}, other.owner) && generation(one) > generation(other);
}

function generation({ takeOvers = 0 }: Ledger): number {
  return takeOvers;
}

/** Earlier owners of whom something is still here. */
export function formersLeft(
  formers: readonly Holding[],
  instances: readonly ObservedInstance[],
): readonly string[] {
  const marks = new Set(
    instances.flatMap(({ installed }) => (installed.kind === 'marked' ? [installed.mark.owner] : [])),
  );
  return formers.filter((one) => one.hasDirectory || marks.has(one.owner)).map(({ owner }) => owner);
}
