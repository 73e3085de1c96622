import { sha256 } from '../model/digest.ts';
import type { JournalEvent } from '../model/event.ts';
import { canonicalJson } from '../model/json.ts';
import type { ChainBreak, EventDraft } from './store.ts';

/** Where a stack's chain stands; before its first event it stands at {@link noHead}. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

export const noHead: ChainHead = { sequence: 0, hash: '' };

/** An event as it is kept: the text that was hashed, and the hash. */
export interface ChainLink {
  readonly record: string;
  readonly hash: string;
}

/** The next link of a stack's chain. */
export function link(draft: EventDraft, head: ChainHead): ChainLink {
  const record = canonicalJson({ ...draft, sequence: head.sequence + 1, previousHash: head.hash });
  return { record, hash: sha256(record) };
}

/** @throws SyntaxError when the record is not JSON. */
export function eventOf(chainLink: ChainLink): JournalEvent {
  return { ...JSON.parse(chainLink.record), hash: chainLink.hash };
}

/** What is wrong with a link that stands after `head`; null: nothing. */
export function breakAfter(head: ChainHead, chainLink: ChainLink): ChainBreak | null {
  const expected = head.sequence + 1;
  if (sha256(chainLink.record) !== chainLink.hash) return { sequence: expected, kind: 'hash' };
  const event = eventOf(chainLink);
  if (event.sequence !== expected) return { sequence: expected, kind: 'gap' };
  if (event.previousHash !== head.hash) return { sequence: expected, kind: 'link' };
  return null;
}
