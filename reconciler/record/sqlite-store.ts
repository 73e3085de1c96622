import { closeSync, constants, fchmodSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { JournalEvent } from '../model/event.ts';
import { breakAfter, type ChainHead, type ChainLink, eventOf, link, noHead } from './chain.ts';
import { beginsSomething, type Reserve, reserve } from './reserve.ts';
import { prepareSchema } from './schema.ts';
import { loadSqlite, recordError, transaction } from './sqlite.ts';
import type { ChainBreak, EventDraft, EventFilter, Store } from './store.ts';

export interface StoreOptions {
  readonly busyTimeoutMs?: number;
}

/**
 * The journal in one SQLite file of a state directory, both made when they are not there, for their owner only.
 * @throws ProvctlError `record.*` when it cannot be opened, is not ours, or is of a later format.
 */
export async function openStore(stateDirectory: string, options: StoreOptions = {}): Promise<Store> {
  const path = join(stateDirectory, 'journal.db');
  try {
    return open(stateDirectory, path, options);
  } catch (error) {
    // To see and to undo needs a journal even then; to begin something needs the reserve back.
    const isFull = error instanceof ProvctlError && error.kind === 'record.full';
    if (!isFull || !reserveOf(path).release()) throw error;
    return open(stateDirectory, path, options);
  }
}

function open(stateDirectory: string, path: string, options: StoreOptions): Store {
  try {
    makePrivateFile(stateDirectory, path);
    const { DatabaseSync } = loadSqlite();
    const database = new DatabaseSync(path, {
      timeout: options.busyTimeoutMs ?? defaults.record.busyTimeoutMs,
    });
    try {
      // FULL: an event is on the disk when `append` resolves, also when the power fails right after.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF');
      return new SqliteStore(path, database, prepareSchema(database, path));
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw recordError(path, error);
  }
}

function reserveOf(path: string): Reserve {
  return reserve(`${path}.reserve`);
}

/** Made before SQLite opens it, because its other files take their mode from it. */
function makePrivateFile(directory: string, path: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = openSync(path, constants.O_CREAT | constants.O_RDWR | constants.O_NOFOLLOW, 0o600);
  try {
    fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

interface Row extends ChainLink {
  readonly position: number;
}

class SqliteStore implements Store {
  readonly journal: string;
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #reserve: Reserve;

  constructor(path: string, database: DatabaseSync, journal: string) {
    this.#path = path;
    this.#database = database;
    this.journal = journal;
    this.#reserve = reserveOf(path);
  }

  async append(draft: EventDraft): Promise<JournalEvent> {
    const [written] = await this.appendAll([draft]);
    if (written === undefined) throw new ProvctlError('record.full', { path: this.#path });
    return written;
  }

  async appendAll(drafts: readonly EventDraft[]): Promise<readonly JournalEvent[]> {
    if (drafts.some((draft) => beginsSomething(draft.event.kind))) {
      if (!this.#reserve.hold()) throw new ProvctlError('record.full', { path: this.#path });
      return this.#append(drafts);
    }
    try {
      return this.#append(drafts);
    } catch (error) {
      const isFull = error instanceof ProvctlError && error.kind === 'record.full';
      if (!isFull || !this.#reserve.release()) throw error;
      return this.#append(drafts);
    }
  }

  #append(drafts: readonly EventDraft[]): readonly JournalEvent[] {
    return this.#guard(() =>
      transaction(this.#database, () => {
        const insert = this.#database.prepare('INSERT INTO event (record, hash) VALUES (?, ?)');
        const heads = new Map<string, ChainHead>();
        return drafts.map((draft) => {
          const next = link(draft, heads.get(draft.stack) ?? this.#head(draft.stack) ?? noHead);
          insert.run(next.record, next.hash);
          const event = eventOf(next);
          heads.set(draft.stack, { sequence: event.sequence, hash: event.hash });
          return event;
        });
      }),
    );
  }

  async head(stack: string): Promise<ChainHead | null> {
    return this.#guard(() => this.#head(stack));
  }

  async *events(filter: EventFilter): AsyncIterable<JournalEvent> {
    const { where, values } = conditions(filter);
    let position = filter.last === undefined ? 0 : this.#positionBefore(filter.last, where, values);
    for (;;) {
      const page = this.#page(where, values, position);
      for (const row of page) yield this.#guard(() => eventOf(row));
      position = page.at(-1)?.position ?? position;
      if (page.length < defaults.record.eventsPerReadCount) return;
    }
  }

  async verify(stack: string): Promise<ChainBreak | null> {
    const { where, values } = conditions({ stack });
    let head = noHead;
    let position = 0;
    for (;;) {
      const page = this.#page(where, values, position);
      for (const row of page) {
        const broken = breakAfter(head, row);
        if (broken !== null) return broken;
        head = { sequence: head.sequence + 1, hash: row.hash };
      }
      position = page.at(-1)?.position ?? position;
      if (page.length < defaults.record.eventsPerReadCount) return null;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  #head(stack: string): ChainHead | null {
    const row = this.#database
      .prepare('SELECT sequence, hash FROM event WHERE stack = ? ORDER BY sequence DESC LIMIT 1')
      .get(stack);
    return row === undefined ? null : { sequence: Number(row['sequence']), hash: String(row['hash']) };
  }

  #page(where: string, values: readonly SQLInputValue[], position: number): readonly Row[] {
    return this.#guard(() =>
      this.#database
        .prepare(
          `SELECT position, record, hash FROM event WHERE ${where} AND position > ? ORDER BY position LIMIT ?`,
        )
        .all(...values, position, defaults.record.eventsPerReadCount)
        .map((row) => ({
          position: Number(row['position']),
          record: String(row['record']),
          hash: String(row['hash']),
        })),
    );
  }

  /** The position before the newest `count` that fit. */
  #positionBefore(count: number, where: string, values: readonly SQLInputValue[]): number {
    const row = this.#guard(() =>
      this.#database
        .prepare(`SELECT position FROM event WHERE ${where} ORDER BY position DESC LIMIT 1 OFFSET ?`)
        .get(...values, count),
    );
    return Number(row?.['position'] ?? 0);
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw recordError(this.#path, error);
    }
  }
}

function conditions(filter: EventFilter): {
  readonly where: string;
  readonly values: readonly SQLInputValue[];
} {
  const kinds = filter.kinds ?? [];
  const parts: readonly (readonly [string, readonly SQLInputValue[]])[] = [
    filter.stack === null ? ['TRUE', []] : ['stack = ?', [filter.stack]],
    filter.run === undefined ? ['TRUE', []] : ['run = ?', [filter.run]],
    filter.kinds === undefined ? ['TRUE', []] : [`kind IN (${kinds.map(() => '?').join(', ')})`, kinds],
    filter.afterSequence === undefined ? ['TRUE', []] : ['sequence > ?', [filter.afterSequence]],
  ];
  return { where: parts.map(([sql]) => sql).join(' AND '), values: parts.flatMap(([, bound]) => bound) };
}
