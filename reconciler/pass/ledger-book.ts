import { sha256 } from '../model/digest.ts';
import { ProvctlError } from '../model/error.ts';
import { canonicalJson } from '../model/json.ts';
import type { Ledger } from '../model/ledger.ts';
import type { Observed } from '../model/observed.ts';
import type { Mutation } from '../model/operation.ts';

/**
 * The machines' ledgers as one run changes them. A change waits here until the next batch to its machine takes it
 * along as its first operation, guarded by the digest of what was read: two writers cannot both win.
 */
export interface LedgerBook {
  of(machine: string): Ledger;
  change(machine: string, change: (ledger: Ledger) => Ledger): void;
  isChanged(machine: string): boolean;
  /** The operation that writes it, with the journal's head anchored in it. */
  write(machine: string, path: string, head: NonNullable<Ledger['audit']>): Mutation;
  /** The machine has done that operation. */
  written(machine: string): void;
  /** A later look tells whether a write that was not heard of came to be. */
  seen(observed: Observed): void;
}

interface Page {
  readonly machineId: string;
  ledger: Ledger;
  digest: string | null;
  isChanged: boolean;
  sent: string | null;
}

export function ledgerBook(observed: Observed): LedgerBook {
  const pages = new Map<string, Page>();
  for (const machine of observed.machines) {
    if (machine.kind === 'seen')
      pages.set(machine.machine, {
        machineId: machine.facts.machineId,
        ledger: machine.ledger,
        digest: machine.ledgerDigest,
        isChanged: false,
        sent: null,
      });
  }
  const page = (machine: string): Page => {
    const found = pages.get(machine);
    if (found === undefined) throw new ProvctlError('machine.notSeen', { machine });
    return found;
  };
  return {
    of: (machine) => page(machine).ledger,
    isChanged: (machine) => page(machine).isChanged,
    change(machine, change) {
      const mine = page(machine);
      mine.ledger = change(mine.ledger);
      mine.isChanged = true;
    },
    write(machine, path, head) {
      const mine = page(machine);
      // Taken over from an image, it is this machine's from now on.
      mine.ledger = { ...mine.ledger, machineId: mine.machineId, audit: head };
      const bytes = `${canonicalJson(mine.ledger)}\n`;
      mine.sent = sha256(bytes);
      return {
        kind: 'put',
        path,
        content: { bytes },
        mode: '0600',
        when: mine.digest === null ? { kind: 'absent', path } : { kind: 'digest', path, digest: mine.digest },
      };
    },
    written(machine) {
      const mine = page(machine);
      mine.digest = mine.sent;
      mine.isChanged = false;
    },
    seen(observed) {
      for (const machine of observed.machines) {
        const mine = pages.get(machine.machine);
        if (machine.kind !== 'seen' || mine === undefined || machine.ledgerDigest === mine.digest) continue;
        // What is neither the old nor the sent one is another writer's, and stays refused.
        if (machine.ledgerDigest === mine.sent) mine.digest = mine.sent;
      }
    },
  };
}
