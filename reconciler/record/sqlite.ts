import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ProvctlError } from '../model/error.ts';

type Sqlite = typeof import('node:sqlite');

/** Loaded on first use: most commands need no journal. Node's note that sqlite is experimental is not the reader's concern. */
export function loadSqlite(): Sqlite {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).startsWith('SQLite')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** All or nothing, and alone among writers: the write lock is taken at the start, not in the middle. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Primary result codes of https://sqlite.org/rescode.html that a reader can do something about. */
const kinds: Readonly<Record<number, string>> = {
  5: 'record.locked',
  6: 'record.locked',
  8: 'record.read-only',
  10: 'record.unreadable',
  11: 'record.corrupt',
  13: 'record.full',
  14: 'record.cannot-open',
  26: 'record.corrupt',
};

/** An error of SQLite or of the file system as one of ours. */
export function recordError(path: string, error: unknown): ProvctlError {
  if (error instanceof ProvctlError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const kind = kindOf(error);
  // Where a file beside the journal cannot grow, SQLite says only that input or output failed.
  const isFull = kind === 'record.unreadable' && !hasRoom(dirname(path));
  return new ProvctlError(isFull ? 'record.full' : kind, { path, detail }, error);
}

/** The index of a write-ahead log grows by so much at once (https://sqlite.org/walformat.html). */
const indexBytes = 32_768;

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= indexBytes;
  } catch {
    return true;
  }
}

function kindOf(error: unknown): string {
  const { errcode, code } = error as { readonly errcode?: unknown; readonly code?: unknown };
  // Extended codes keep the primary one in their low byte.
  if (typeof errcode === 'number') return kinds[errcode & 0xff] ?? 'record.failed';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return 'record.read-only';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'record.full';
  return 'record.cannot-open';
}
