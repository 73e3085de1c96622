import type { Ledger, Rejection } from '../model/ledger.ts';
import type { RolloutVerdict } from '../rollout/state.ts';

/** A verdict with the release that has to come back because of it, when one has. */
export interface Remembered extends Pick<RolloutVerdict, 'instance' | 'release' | 'verdict' | 'reason'> {
  readonly owed: { readonly instance: string; readonly release: string } | null;
  /** The earlier name that this verdict makes history. */
  readonly formerly: string | null;
  /** Gone, and yet what is remembered of it is still needed. */
  readonly isKept: boolean;
  /** Hash of the checks that judged it; null: it has no definition. */
  readonly checks: string | null;
}

const rejectionsKept = 20;

/** What the machine must remember of all the verdicts of a turn; `at` is for people. */
export function remember(ledger: Ledger, verdicts: readonly Remembered[], at: string): Ledger {
  // Copied once, not for each verdict: a machine may have a thousand.
  const lastGood = new Map(Object.entries(ledger.lastGood));
  const rejected = new Map(Object.entries(ledger.rejected));
  const incomplete = new Map(Object.entries(ledger.incomplete));
  const all = [lastGood, rejected, incomplete];
  for (const { instance, release, verdict, reason, owed, formerly, isKept, checks } of verdicts) {
    switch (verdict) {
      case 'healthy':
      case 'put-back':
        lastGood.set(instance, release);
        incomplete.delete(instance);
        if (formerly !== null) for (const memory of all) memory.delete(formerly);
        break;
      case 'rejected':
        rejected.set(
          instance,
          withRejection(rejected.get(instance) ?? [], {
            release,
            reason,
            at,
            ...(checks === null ? {} : { checks }),
          }),
        );
        // From now until it is seen to serve again.
        if (owed !== null) incomplete.set(owed.instance, owed.release);
        break;
      case 'put-back-incomplete':
        if (release !== '') incomplete.set(instance, release);
        break;
      case 'gone':
        if (!isKept) for (const memory of all) memory.delete(instance);
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
