import type { Ledger } from '../model/ledger.ts';
import type { ObservedInstance } from '../model/observed.ts';

/** Releases that something runs from, is installed from, may have to come back to, or was let go with. */
export function usedReleases(ledger: Ledger, instances: readonly ObservedInstance[]): ReadonlySet<string> {
  const used = new Set([
    ...Object.values(ledger.lastGood),
    ...Object.values(ledger.incomplete),
    ...(ledger.letGo ?? []),
  ]);
  for (const { installed, run } of instances) {
    if (installed.kind === 'marked') used.add(installed.mark.release);
    if (run.kind === 'running' && run.release !== null) used.add(run.release);
  }
  return used;
}

/** As `releaseId` makes them. */
export function isReleaseId(name: string): boolean {
  return /^[0-9a-f]{16}$/.test(name);
}
