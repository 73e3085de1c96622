import type { Ledger } from '../model/ledger.ts';
import {
  type Installed,
  lives,
  type MachineFacts,
  type Marked,
  type ObservedInstance,
} from '../model/observed.ts';

type Foreign = Extract<Installed, { kind: 'foreign' }>;

/** Whose is it? Classes are disjoint; what is done about each is decided elsewhere. */
export type Classified =
  | { readonly kind: 'absent' }
  /** Runs, and what it was started from is gone. */
  | { readonly kind: 'running-orphan' }
  | { readonly kind: 'foreign'; readonly installed: Foreign }
  | { readonly kind: 'other-owner'; readonly installed: Marked }
  /** Our mark, written for another machine or path: a copy, so no proof. */
  | { readonly kind: 'copied'; readonly installed: Marked }
  | { readonly kind: 'managed'; readonly installed: Marked };

export interface Ownership {
  readonly facts: MachineFacts;
  readonly ledger: Ledger;
  /** The stack's own and its earlier owner ids. */
  readonly owners: ReadonlySet<string>;
  /** Is this where the present owner keeps what that mark, of an earlier owner, was written for? */
  isMoved(observed: ObservedInstance, installed: Marked): boolean;
}

export function classify(ownership: Ownership, observed: ObservedInstance): Classified {
  const { installed } = observed;
  switch (installed.kind) {
    case 'absent':
      return lives(observed.run) ? { kind: 'running-orphan' } : { kind: 'absent' };
    case 'foreign':
      return { kind: 'foreign', installed };
    case 'marked':
      if (!ownership.owners.has(installed.mark.owner)) return { kind: 'other-owner', installed };
      return bound(ownership, observed, installed)
        ? { kind: 'managed', installed }
        : { kind: 'copied', installed };
  }
}

/** On a machine that came from another one's image the ledger came along: then it is the machine that moved, not the mark. */
function bound(ownership: Ownership, observed: ObservedInstance, installed: Marked): boolean {
  const { facts, ledger } = ownership;
  const { mark, path } = installed;
  const here =
    mark.machineId === facts.machineId || (isRestored(facts, ledger) && mark.machineId === ledger.machineId);
  return here && (mark.path === path || ownership.isMoved(observed, installed));
}

export function isRestored(facts: MachineFacts, ledger: Ledger): boolean {
  return ledger.machineId !== '' && ledger.machineId !== facts.machineId;
}
