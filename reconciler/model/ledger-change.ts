import type { Hold, Ledger } from './ledger.ts';

/** A release that became healthy: what a later put-back returns to. */
export function withLastGood(ledger: Ledger, instance: string, release: string): Ledger {
  return {
    ...ledger,
    lastGood: { ...ledger.lastGood, [instance]: release },
    incomplete: without(ledger.incomplete, instance),
  };
}

/** The instance is gone: nothing is remembered of it. */
export function withoutInstance(ledger: Ledger, instance: string): Ledger {
  return {
    ...ledger,
    lastGood: without(ledger.lastGood, instance),
    rejected: without(ledger.rejected, instance),
    incomplete: without(ledger.incomplete, instance),
  };
}

export function withoutRejections(ledger: Ledger, instance: string): Ledger {
  return { ...ledger, rejected: without(ledger.rejected, instance) };
}

export function withHold(ledger: Ledger, service: string, hold: Hold): Ledger {
  return { ...ledger, holds: { ...ledger.holds, [service]: hold } };
}

export function withoutHold(ledger: Ledger, service: string): Ledger {
  return { ...ledger, holds: without(ledger.holds, service) };
}

export function withLetGo(ledger: Ledger, release: string): Ledger {
  return { ...ledger, letGo: [...new Set([...(ledger.letGo ?? []), release])] };
}

export function withUsedPlan(ledger: Ledger, plan: string): Ledger {
  return {
    ...ledger,
    usedPlans: [...ledger.usedPlans.filter((used) => used !== plan), plan].slice(-usedPlansKept),
  };
}

const usedPlansKept = 200;

/**
 * The ledger of a stack that had another owner id before: everything that safety needs is taken over, and where both
 * know of a thing the present one's word counts. Once `former` names an owner, its own ledger is history.
 */
export function withFormer(ledger: Ledger, former: Ledger): Ledger {
  return {
    ...ledger,
    lastGood: { ...former.lastGood, ...ledger.lastGood },
    rejected: { ...former.rejected, ...ledger.rejected },
    holds: { ...former.holds, ...ledger.holds },
    usedPlans: [...new Set([...former.usedPlans, ...ledger.usedPlans])].slice(-usedPlansKept),
    incomplete: { ...former.incomplete, ...ledger.incomplete },
    former: { ...former.former, ...ledger.former, [former.owner]: null },
    takeOvers: Math.max(ledger.takeOvers ?? 0, (former.takeOvers ?? 0) + 1),
  };
}

/** What is left of an earlier owner's directory, and for whose sake; undefined: nothing is. */
export function withFormerUse(
  ledger: Ledger,
  owner: string,
  invocations: readonly string[] | null | undefined,
): Ledger {
  const { former = {}, ...rest } = ledger;
  const others = without(former, owner);
  const next = invocations === undefined ? others : { ...others, [owner]: invocations };
  return Object.keys(next).length === 0 ? rest : { ...rest, former: next };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
