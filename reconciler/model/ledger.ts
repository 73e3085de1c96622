/** What safety needs and a lost journal must not take along: kept on the machine, one per owner. */
export interface Ledger {
  readonly formatVersion: 1;
  readonly owner: string;
  readonly machineId: string;
  /** 32 bytes in hex; keys the secret digests. Empty until the first write. */
  readonly salt: string;
  /** Instance → the release that last became healthy. */
  readonly lastGood: Readonly<Record<string, string>>;
  /** Instance → releases that must not be tried again, newest last. */
  readonly rejected: Readonly<Record<string, readonly Rejection[]>>;
  /** Service → hold left by `stop` or an operator. */
  readonly holds: Readonly<Record<string, Hold>>;
  /** Ids of saved plans that were applied, newest last, bounded. */
  readonly usedPlans: readonly string[];
  /** The newest commit applied here; null before the first. */
  readonly anchor: { readonly commit: string; readonly appliedAt: string } | null;
  /** Head of the journal's hash chain when this was written. */
  readonly audit: { readonly journal: string; readonly sequence: number; readonly hash: string } | null;
  /** Unfinished put-backs: instance → release that must come back. */
  readonly incomplete: Readonly<Record<string, string>>;
  /**
   * Earlier owners of the stack whose ledgers are contained in this one → starts (invocations) that may still use what
   * lies in that owner's directory; null: not all of it was taken over yet.
   */
  readonly former?: Readonly<Record<string, readonly string[] | null>>;
  /** Releases of what was forgotten: it may still run from them, and nobody tells us any more. */
  readonly letGo?: readonly string[];
  /** How often it was taken over: of two that contain each other, the higher is the newer. */
  readonly takeOvers?: number;
}

export interface Rejection {
  readonly release: string;
  /** Hash of the checks that it was judged by: other checks are another question. */
  readonly checks?: string;
  readonly reason: string;
  readonly at: string;
}

export interface Hold {
  readonly by: string;
  readonly reason: string;
  readonly since: string;
  /** The state that is held. */
  readonly wanted: 'stopped' | 'asItIs';
}

/** A hold outlives a renaming of its service. */
export function holdOn({ holds }: Ledger, service: string, renamedFrom: readonly string[]): Hold | null {
  const name = [service, ...renamedFrom].find((one) => Object.hasOwn(holds, one));
  return name === undefined ? null : (holds[name] ?? null);
}

export function emptyLedger(owner: string, machineId: string): Ledger {
  return {
    formatVersion: 1,
    owner,
    machineId,
    salt: '',
    lastGood: {},
    rejected: {},
    holds: {},
    usedPlans: [],
    anchor: null,
    audit: null,
    incomplete: {},
  };
}
