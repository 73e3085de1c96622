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

export function withUsedPlan(ledger: Ledger, plan: string): Ledger {
  return {
    ...ledger,
    usedPlans: [...ledger.usedPlans.filter((used) => used !== plan), plan].slice(-usedPlansKept),
  };
}

const usedPlansKept = 200;

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
