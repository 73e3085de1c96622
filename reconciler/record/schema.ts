import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { ProvctlError } from '../model/error.ts';
import { transaction } from './sqlite.ts';

/** `pvct`: tells our file from another program's database. */
const applicationId = 0x70766374;
const formatVersion = 1;

/**
 * `record` is the event as it was hashed, and the only truth: every other column is computed from it, so none can say
 * something else. Nothing is ever changed or removed.
 */
const format1 = `
  CREATE TABLE journal (id TEXT NOT NULL) STRICT;
  CREATE TABLE event (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    record TEXT NOT NULL,
    hash TEXT NOT NULL,
    stack TEXT NOT NULL AS (record ->> '$.stack') VIRTUAL,
    sequence INTEGER NOT NULL AS (record ->> '$.sequence') VIRTUAL,
    run TEXT NOT NULL AS (record ->> '$.run') VIRTUAL,
    kind TEXT NOT NULL AS (record ->> '$.event.kind') VIRTUAL
  ) STRICT;
  CREATE UNIQUE INDEX event_sequence ON event (stack, sequence);
  CREATE INDEX event_run ON event (run);
  CREATE TRIGGER event_change BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
  CREATE TRIGGER event_removal BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
`;

/** Makes the tables in an empty file, and refuses a file that is not ours or of a later format. Gives the journal's id. */
export function prepareSchema(database: DatabaseSync, path: string): string {
  const found = pragma(database, 'user_version');
  if (found > formatVersion)
    throw new ProvctlError('record.newer-format', { path, found, known: formatVersion });
  if (found === 0) transaction(database, () => create(database, path));
  else if (pragma(database, 'application_id') !== applicationId)
    throw new ProvctlError('record.not-a-journal', { path });
  const row = database.prepare('SELECT id FROM journal').get();
  if (typeof row?.['id'] !== 'string') throw new ProvctlError('record.corrupt', { path, detail: 'no id' });
  return row['id'];
}

function create(database: DatabaseSync, path: string): void {
  // Another process may have made it between our look and our lock.
  if (pragma(database, 'user_version') === formatVersion) return;
  const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
  if (tables?.['tables'] !== 0) throw new ProvctlError('record.not-a-journal', { path });
  database.exec(format1);
  database.prepare('INSERT INTO journal (id) VALUES (?)').run(randomBytes(16).toString('hex'));
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`);
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
