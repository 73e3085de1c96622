import type { EventBody, JournalEvent } from '../model/event.ts';

/** The journal. Asynchronous so that a database server can fill it when several controllers share the work. */
export interface Store extends AsyncDisposable {
  /** Random, made with the journal: tells a restored or another journal from this one. */
  readonly journal: string;
  /** Durable when it resolves. Sequence and hash are given here, so calls of one stack are strictly ordered. */
  append(draft: EventDraft): Promise<JournalEvent>;
  /** In this order, all durable or none; a thousand verdicts cost one wait for the disk. */
  appendAll(drafts: readonly EventDraft[]): Promise<readonly JournalEvent[]>;
  events(filter: EventFilter): AsyncIterable<JournalEvent>;
  head(stack: string): Promise<{ readonly sequence: number; readonly hash: string } | null>;
  /** Recomputes every hash of the chain; the first break, or null. */
  verify(stack: string): Promise<ChainBreak | null>;
}

export interface EventDraft {
  readonly at: string;
  readonly stack: string;
  readonly actor: string;
  readonly commit: string;
  readonly run: string;
  readonly event: EventBody;
}

export interface EventFilter {
  /** Null: every stack. */
  readonly stack: string | null;
  readonly run?: string;
  readonly kinds?: readonly EventBody['kind'][];
  readonly afterSequence?: number;
  /** The newest so many, still given oldest first. */
  readonly last?: number;
}

export interface ChainBreak {
  readonly sequence: number;
  readonly kind: 'hash' | 'link' | 'gap';
}
