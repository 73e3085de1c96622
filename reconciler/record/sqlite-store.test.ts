import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../model/digest.ts';
import { canonicalJson } from '../model/json.ts';
import { loadSqlite } from './sqlite.ts';
import { openStore } from './sqlite-store.ts';
import type { EventDraft, Store } from './store.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'provctl-record-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const draft: EventDraft = {
  at: '2030-01-01T00:00:00Z',
  stack: 'shop',
  actor: 'ana',
  commit: 'c1',
  run: 'r1',
  event: { kind: 'act', verb: 'stop', target: 'api', reason: 'tidy' },
};

async function sequences(store: Store, filter: Parameters<Store['events']>[0]): Promise<string[]> {
  const found: string[] = [];
  for await (const event of store.events(filter)) found.push(`${event.stack}/${event.sequence}`);
  return found;
}

function tamper(...statements: readonly string[]): void {
  const database = new (loadSqlite().DatabaseSync)(join(directory, 'journal.db'));
  database.exec('DROP TRIGGER event_change; DROP TRIGGER event_removal');
  for (const statement of statements) database.exec(statement);
  database.close();
}

describe('the journal', () => {
  it('chains the events of each stack by hash, from 1 on', async () => {
    await using store = await openStore(directory);
    const first = await store.append(draft);
    const other = await store.append({ ...draft, stack: 'blog' });
    const second = await store.append(draft);
    expect([first.sequence, other.sequence, second.sequence]).toEqual([1, 1, 2]);
    expect(second.previousHash).toBe(first.hash);
    const { hash, ...rest } = second;
    expect(hash).toBe(sha256(canonicalJson(rest)));
    expect(await store.head('shop')).toEqual({ sequence: 2, hash });
    expect(await store.head('nothing')).toBeNull();
    expect(await store.verify('shop')).toBeNull();
  });

  it('gives events back as they were, oldest first, by every filter', async () => {
    await using store = await openStore(directory);
    const strange = { ...draft, actor: 'a\u0000"\ud800’', run: 'r2' };
    const appended = [await store.append(draft), await store.append({ ...draft, stack: 'blog' })];
    appended.push(await store.append(strange));
    const outcome = { kind: 'run-ended', outcome: 'done', exitCode: 0 } as const;
    appended.push(await store.append({ ...draft, event: outcome }));
    const all = [];
    for await (const event of store.events({ stack: null })) all.push(event);
    expect(all).toEqual(appended);
    expect(await sequences(store, { stack: 'shop' })).toEqual(['shop/1', 'shop/2', 'shop/3']);
    expect(await sequences(store, { stack: null, run: 'r2' })).toEqual(['shop/2']);
    expect(await sequences(store, { stack: 'shop', afterSequence: 1, last: 1 })).toEqual(['shop/3']);
    expect(await sequences(store, { stack: null, last: 3 })).toEqual(['blog/1', 'shop/2', 'shop/3']);
    expect(await sequences(store, { stack: null, last: 99 })).toHaveLength(4);
    expect(await sequences(store, { stack: null, kinds: ['run-ended'] })).toEqual(['shop/3']);
    expect(await sequences(store, { stack: null, kinds: [] })).toEqual([]);
    expect(await store.verify('shop')).toBeNull();
  });

  it('keeps its identity when it is opened again, and another journal has another', async () => {
    const first = await openStore(directory);
    await first.append(draft);
    await first[Symbol.asyncDispose]();
    await using again = await openStore(directory);
    await using other = await openStore(join(directory, 'other'));
    expect(again.journal).toBe(first.journal);
    expect(other.journal).not.toBe(first.journal);
    expect((await again.append(draft)).sequence).toBe(2);
  });

  it('keeps one chain when two writers take turns', async () => {
    await using one = await openStore(directory);
    await using two = await openStore(directory);
    for (let turn = 0; turn < 5; turn++) await Promise.all([one.append(draft), two.append(draft)]);
    expect(await one.head('shop')).toMatchObject({ sequence: 10 });
    expect(await two.verify('shop')).toBeNull();
  });

  it('reads more events than fit into one page', async () => {
    await using store = await openStore(directory);
    const database = new (loadSqlite().DatabaseSync)(join(directory, 'journal.db'));
    database.exec('BEGIN');
    for (let sequence = 1; sequence <= 1100; sequence++)
      database
        .prepare('INSERT INTO event (record, hash) VALUES (?, ?)')
        .run(canonicalJson({ ...draft, sequence, previousHash: '' }), '');
    database.exec('COMMIT');
    database.close();
    expect(await sequences(store, { stack: 'shop', last: 1001 })).toHaveLength(1001);
  });

  it('is for its owner only', async () => {
    await using store = await openStore(join(directory, 'a/b'));
    await store.append(draft);
    const modes = ['a/b', 'a/b/journal.db', 'a/b/journal.db-wal'].map((name) => {
      return (statSync(join(directory, name)).mode & 0o777).toString(8);
    });
    expect(modes).toEqual(['700', '600', '600']);
  });
});

describe('verify', () => {
  const edit = `UPDATE event SET record = replace(record, 'ana', 'bob') WHERE sequence = 2`;
  it.each([
    ['an edited event', [edit], { sequence: 2, kind: 'hash' }],
    ['a removed event', ['DELETE FROM event WHERE sequence = 2'], { sequence: 2, kind: 'gap' }],
    ['a swapped hash', [`UPDATE event SET hash = 'x' WHERE sequence = 3`], { sequence: 3, kind: 'hash' }],
    [
      'an event moved to another stack',
      [`UPDATE event SET record = replace(record, 'shop', 'x') WHERE sequence = 1`],
      { sequence: 1, kind: 'gap' },
    ],
  ])('finds %s', async (_name, statements, broken) => {
    await using store = await openStore(directory);
    for (let turn = 0; turn < 3; turn++) await store.append(draft);
    tamper(...statements);
    expect(await store.verify('shop')).toEqual(broken);
  });

  it('finds an event that was replaced together with its hash', async () => {
    await using store = await openStore(directory);
    for (let turn = 0; turn < 3; turn++) await store.append(draft);
    const forged = canonicalJson({ ...draft, actor: 'bob', sequence: 2, previousHash: 'x' });
    tamper(`UPDATE event SET record = '${forged}', hash = '${sha256(forged)}' WHERE sequence = 2`);
    expect(await store.verify('shop')).toEqual({ sequence: 2, kind: 'link' });
  });

  it('nothing can be changed or removed through the database by mistake', async () => {
    await using store = await openStore(directory);
    await store.append(draft);
    const database = new (loadSqlite().DatabaseSync)(join(directory, 'journal.db'));
    expect(() => database.exec('DELETE FROM event')).toThrow('append-only');
    expect(() => database.exec(`UPDATE event SET hash = ''`)).toThrow('append-only');
    database.close();
  });
});

describe('a journal that cannot be used says why', () => {
  const path = () => join(directory, 'journal.db');

  it('not a database', async () => {
    writeFileSync(path(), 'this is no database, and longer than the header of one '.repeat(9));
    await expect(openStore(directory)).rejects.toMatchObject({ kind: 'record.corrupt' });
  });

  it('another program’s database', async () => {
    const database = new (loadSqlite().DatabaseSync)(path());
    database.exec('CREATE TABLE a (b)');
    database.close();
    await expect(openStore(directory)).rejects.toMatchObject({ kind: 'record.not-a-journal' });
  });

  it('written by a later version', async () => {
    await (await openStore(directory))[Symbol.asyncDispose]();
    const database = new (loadSqlite().DatabaseSync)(path());
    database.exec('PRAGMA user_version = 7');
    database.close();
    await expect(openStore(directory)).rejects.toMatchObject({
      kind: 'record.newer-format',
      context: { found: 7, known: 1 },
    });
  });

  it('a directory in its place, or a link', async () => {
    mkdirSync(path());
    await expect(openStore(directory)).rejects.toMatchObject({ kind: 'record.cannot-open' });
  });

  it('held by another writer for too long', async () => {
    await using store = await openStore(directory, { busyTimeoutMs: 1 });
    const database = new (loadSqlite().DatabaseSync)(path());
    database.exec('BEGIN IMMEDIATE');
    await expect(store.append(draft)).rejects.toMatchObject({ kind: 'record.locked' });
    database.exec('ROLLBACK');
    database.close();
    expect((await store.append(draft)).sequence).toBe(1);
  });

  it('damaged inside', async () => {
    const store = await openStore(directory);
    for (let turn = 0; turn < 40; turn++) await store.append(draft);
    await store[Symbol.asyncDispose]();
    const bytes = readFileSync(path());
    writeFileSync(path(), Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0x5a)]));
    await expect(
      (async () => {
        await using again = await openStore(directory);
        await again.head('shop');
      })(),
    ).rejects.toMatchObject({ kind: 'record.corrupt' });
  });

  it.skipIf(process.getuid?.() === 0)('a directory that may not be written', async () => {
    chmodSync(directory, 0o500);
    await expect(openStore(directory)).rejects.toMatchObject({ kind: 'record.read-only' });
  });
});

it('leaves a valid chain with every acknowledged event when its writer is killed', async () => {
  const module = JSON.stringify(join(import.meta.dirname, 'sqlite-store.ts'));
  const program = `
    const { openStore } = await import(${module});
    const store = await openStore(process.argv[1]);
    for (;;) process.stdout.write((await store.append(${JSON.stringify(draft)})).sequence + '\\n');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, directory]);
  let warnings = '';
  child.stderr.on('data', (bytes) => {
    warnings += bytes;
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Math.max(acknowledged, Number(line));
    if (acknowledged === 20) child.kill('SIGKILL');
  }
  await ended;
  expect(warnings).toBe('');
  expect(acknowledged).toBeGreaterThanOrEqual(20);
  await using store = await openStore(directory);
  expect((await store.head('shop'))?.sequence).toBeGreaterThanOrEqual(acknowledged);
  expect(await store.verify('shop')).toBeNull();
});
