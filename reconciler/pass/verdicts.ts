import type { Ledger } from '../model/ledger.ts';
import { withLastGood, withoutInstance, withPutBackOwed, withRejection } from '../model/ledger-change.ts';
import type { RolloutVerdict } from '../rollout/state.ts';

/** What the machine must remember of a verdict; `owed` is the release that has to come back, when one has. */
export function remember(ledger: Ledger, verdict: RolloutVerdict, owed: string | null, at: string): Ledger {
  const { instance, release, reason } = verdict;
  switch (verdict.verdict) {
    case 'healthy':
    case 'put-back':
      return withLastGood(ledger, instance, release);
    case 'rejected': {
      const rejected = withRejection(ledger, instance, release, reason, at);
      return owed === null ? rejected : withPutBackOwed(rejected, instance, owed);
    }
    case 'put-back-incomplete':
      return release === '' ? ledger : withPutBackOwed(ledger, instance, release);
    case 'gone':
      return withoutInstance(ledger, instance);
  }
}
