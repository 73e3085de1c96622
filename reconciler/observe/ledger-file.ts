import { ProvctlError } from '../model/error.ts';
import type { Ledger } from '../model/ledger.ts';
import {
  digest,
  listOf,
  object,
  oneOf,
  orNull,
  recordOf,
  type Shape,
  shaped,
  text,
  whole,
  withOptional,
} from '../model/shape.ts';

const hold = object({ by: text, reason: text, since: text, wanted: oneOf(['stopped', 'asItIs']) });
const rejection = withOptional({ release: text, reason: text, at: text }, { checks: text });

const ledgerShape: Shape<Omit<Ledger, 'formatVersion'>> = withOptional(
  {
    owner: text,
    machineId: text,
    salt: digest,
    lastGood: recordOf(text),
    rejected: recordOf(listOf(rejection)),
    holds: recordOf(hold),
    usedPlans: listOf(text),
    anchor: orNull(object({ commit: text, appliedAt: text })),
    audit: orNull(object({ journal: text, sequence: whole, hash: text })),
    incomplete: recordOf(text),
  },
  { former: recordOf(orNull(listOf(text))), takeOvers: whole, letGo: listOf(text) },
);

/**
 * Reads a ledger as strictly as the safety that rests on it asks for: a damaged one is never taken for an empty one,
 * or a rejected release would be tried again. That it was written on another machine is for the plan to judge.
 * @throws ProvctlError `ledger.damaged`, `ledger.newer`, `ledger.foreign`
 */
export function parseLedger(content: Uint8Array, owner: string): Ledger {
  const value = parsed(content, owner);
  const { formatVersion: version, owner: found } = value;
  if (version !== 1) throw new ProvctlError('ledger.newer', { owner, found: String(version) });
  if (found !== owner) throw new ProvctlError('ledger.foreign', { owner, found: String(found) });
  const ledger = shaped(ledgerShape, value, 'ledger', (path) => damaged(owner, path));
  return { formatVersion: 1, ...ledger };
}

interface Versioned {
  readonly formatVersion?: unknown;
  readonly owner?: unknown;
}

/** What is asked before the rest is believed to be a ledger of ours. */
const versioned: Shape<Versioned> = (value, path) => {
  object({})(value, path);
  return value as Versioned;
};

function parsed(content: Uint8Array, owner: string): Versioned {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
    return shaped(versioned, value, 'ledger', (path) => damaged(owner, path));
  } catch (error) {
    if (error instanceof ProvctlError) throw error;
    throw new ProvctlError('ledger.damaged', { owner, part: 'json' }, error);
  }
}

function damaged(owner: string, part: string): ProvctlError {
  return new ProvctlError('ledger.damaged', { owner, part });
}
