import type { Ledger, Rejection } from '../model/ledger.ts';
import type { RolloutVerdict } from '../rollout/state.ts';

/** A verdict with the release that has to come back because of it, when one has. */
export interface Remembered extends Pick<RolloutVerdict, 'instance' | 'release' | 'verdict' | 'reason'> {
  readonly owed: string | null;
}

const rejectionsKept = 20;

/** What the machine must remember of all the verdicts of a turn; `at` is for people. */
export function remember(ledger: Ledger, verdicts: readonly Remembered[], at: string): Ledger {
  // Copied once, not for each verdict: a machine may have a thousand.
  const lastGood = new Map(Object.entries(ledger.lastGood));
  const rejected = new Map(Object.entries(ledger.rejected));
  const incomplete = new Map(Object.entries(ledger.incomplete));
  for (const { instance, release, verdict, reason, owed } of verdicts) {
    switch (verdict) {
      case 'healthy':
      case 'put-back':
        lastGood.set(instance, release);
        incomplete.delete(instance);
        break;
      case 'rejected':
        rejected.set(instance, withRejection(rejected.get(instance) ?? [], { release, reason, at }));
        // From now until it is seen to serve again.
        if (owed !== null) incomplete.set(instance, owed);
        break;
      case 'put-back-incomplete':
        if (release !== '') incomplete.set(instance, release);
        break;
      case 'gone':
        for (const memory of [lastGood, rejected, incomplete]) memory.delete(instance);
        break;
    }
  }
  return {
    ...ledger,
    lastGood: Object.fromEntries(lastGood),
    rejected: Object.fromEntries(rejected),
    incomplete: Object.fromEntries(incomplete),
  };
}

/** The order of the list is what counts, newest last. */
function withRejection(earlier: readonly Rejection[], rejection: Rejection): readonly Rejection[] {
  return [...earlier.filter(({ release }) => release !== rejection.release), rejection].slice(
    -rejectionsKept,
  );
}
