import { ProvctlError } from '../model/error.ts';
import type { Hold, Ledger, Rejection } from '../model/ledger.ts';

/**
 * Reads a ledger as strictly as the safety that rests on it asks for: a damaged one is never taken for an empty one,
 * or a rejected release would be tried again. That it was written on another machine is for the plan to judge.
 * @throws ProvctlError `ledger.damaged`, `ledger.newer`, `ledger.foreign`
 */
export function parseLedger(content: Uint8Array, owner: string): Ledger {
  const value = parsed(content, owner);
  if (value['formatVersion'] !== 1)
    throw new ProvctlError('ledger.newer', { owner, found: String(value['formatVersion']) });
  if (value['owner'] !== owner)
    throw new ProvctlError('ledger.foreign', { owner, found: String(value['owner']) });
  const ledger: Ledger = {
    formatVersion: 1,
    owner,
    machineId: text(value['machineId'], owner),
    salt: text(value['salt'], owner),
    lastGood: record(value['lastGood'], owner, text),
    rejected: record(value['rejected'], owner, (list) =>
      array(list, owner).map((item) => rejection(item, owner)),
    ),
    holds: record(value['holds'], owner, hold),
    usedPlans: array(value['usedPlans'], owner).map((item) => text(item, owner)),
    anchor: anchor(value['anchor'], owner),
    audit: audit(value['audit'], owner),
    incomplete: record(value['incomplete'], owner, text),
    ...(value['former'] === undefined ? {} : { former: record(value['former'], owner, starts) }),
  };
  if (!/^[0-9a-f]{64}$/.test(ledger.salt)) throw damaged(owner, 'salt');
  return ledger;
}

function parsed(content: Uint8Array, owner: string): Record<string, unknown> {
  try {
    return object(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)), owner);
  } catch (error) {
    if (error instanceof ProvctlError) throw error;
    throw new ProvctlError('ledger.damaged', { owner, part: 'json' }, error);
  }
}

function rejection(value: unknown, owner: string): Rejection {
  const item = object(value, owner);
  return {
    release: text(item['release'], owner),
    reason: text(item['reason'], owner),
    at: text(item['at'], owner),
  };
}

function hold(value: unknown, owner: string): Hold {
  const item = object(value, owner);
  const wanted = item['wanted'];
  if (wanted !== 'stopped' && wanted !== 'asItIs') throw damaged(owner, 'holds');
  return {
    by: text(item['by'], owner),
    reason: text(item['reason'], owner),
    since: text(item['since'], owner),
    wanted,
  };
}

function anchor(value: unknown, owner: string): Ledger['anchor'] {
  if (value === null) return null;
  const item = object(value, owner);
  return { commit: text(item['commit'], owner), appliedAt: text(item['appliedAt'], owner) };
}

function audit(value: unknown, owner: string): Ledger['audit'] {
  if (value === null) return null;
  const item = object(value, owner);
  const sequence = item['sequence'];
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence)) throw damaged(owner, 'audit');
  return { journal: text(item['journal'], owner), sequence, hash: text(item['hash'], owner) };
}

function starts(value: unknown, owner: string): readonly string[] | null {
  return value === null ? null : array(value, owner).map((item) => text(item, owner));
}

function record<T>(
  value: unknown,
  owner: string,
  read: (item: unknown, owner: string) => T,
): Record<string, T> {
  const entries = Object.entries(object(value, owner)).map(
    ([key, item]) => [key, read(item, owner)] as const,
  );
  return Object.fromEntries(entries);
}

function object(value: unknown, owner: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged(owner, 'object');
  return value as Record<string, unknown>;
}

function array(value: unknown, owner: string): readonly unknown[] {
  if (!Array.isArray(value)) throw damaged(owner, 'list');
  return value;
}

function text(value: unknown, owner: string): string {
  if (typeof value !== 'string') throw damaged(owner, 'text');
  return value;
}

function damaged(owner: string, part: string): ProvctlError {
  return new ProvctlError('ledger.damaged', { owner, part });
}
