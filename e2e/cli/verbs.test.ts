import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../reconciler/model/digest.ts';
import { canonicalJson } from '../../reconciler/model/json.ts';
import { service, sleeper, stack } from '../support/desired.ts';
import { applyHere } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { startRun } from '../support/started.ts';
import { until } from '../support/until.ts';

let lab: Lab;
let commit: string;
beforeAll(async () => {
  lab = await makeLab();
  lab.write('stack.yaml', stack());
  const counts = 'i=0; while :; do echo "line $i"; i=$((i + 1)); sleep 0.1; done';
  lab.write('api.yaml', service('api', ['sh', '-c', counts], 'dependsOn: [db]'));
  lab.write('db.yaml', sleeper('db', 'env: { PASSWORD: { secret: db-password } }'));
  commit = await lab.commit('Two');
  // Only whoever changes something needs the secret; whoever looks does without.
  process.env['PROVCTL_SECRET_DB_PASSWORD'] = 'hunter2-hunter2';
  expect(await applyHere(lab, {}, { request: { reason: 'because' } })).toMatchObject({ outcome: 'done' });
  delete process.env['PROVCTL_SECRET_DB_PASSWORD'];
});
afterAll(() => lab[Symbol.asyncDispose]());

const json = async (...args: readonly string[]) =>
  JSON.parse((await lab.ok(0, ...args, '-o', 'json')).stdout);
const ndjson = async (...args: readonly string[]) =>
  (await lab.ok(0, ...args, '-o', 'json')).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('looking', () => {
  it('get: as a table, wide, as names, as data', async () => {
    expect((await lab.ok(0, 'get')).stdout).toMatch(/^NAME.*\napi .*1\/1.*\ndb .*1\/1.*\n$/);
    expect((await lab.ok(0, 'get', 'instances', '-o', 'wide')).stdout).toMatch(/api +local /);
    expect((await lab.ok(0, 'get', 'services', '-o', 'name')).stdout).toBe('api\ndb\n');
    expect(await json('get', 'machines')).toMatchObject([{ machine: 'local', reached: true }]);
    expect((await lab.ok(0, 'get', 'services', 'db', '-o', 'yaml')).stdout).toContain('service: db');
    expect((await lab.ok(64, 'get', 'services', 'nosuch')).stderr).toContain('nosuch');
  });

  it('tree, status and cat: what stands where, and the very files, without the secret', async () => {
    const tree = (await lab.ok(0, 'tree')).stdout;
    expect(tree).toMatch(/^lab · [0-9a-f]+\n└─ local\n {3}├─ .*api[^\n]*\n {3}└─ .*db/);
    expect((await lab.ok(0, 'status')).stdout).toContain('2 Healthy');
    const cat = (await lab.ok(0, 'cat', 'db')).stdout;
    expect(cat).toMatch(/^# .*\/db\/service\n/);
    expect(cat).toContain('sleep');
    expect(cat).not.toContain('hunter2');
    await lab.ok(1, 'cat', 'nosuch');
  });

  it('doctor: everything that is needed, one by one', async () => {
    const findings: readonly { readonly state: string }[] = await json('doctor');
    expect(findings.length).toBeGreaterThan(3);
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
    expect((await lab.ok(0, 'doctor')).stdout.trim().split('\n').length).toBeGreaterThan(3);
  });

  it('logs: the newest lines, and what comes as it comes', async () => {
    const some = (await lab.ok(0, 'logs', 'api', '-n', '2')).stdout;
    expect(some).toMatch(/^local\/api {2}line \d+\nlocal\/api {2}line \d+\n$/);
    const follow = await startRun(lab, 'logs', '-f', 'api', '-n', '1', '-o', 'json');
    const lines = () => follow.output().trim().split('\n').length;
    await until('five lines come', () => lines() >= 5 || follow.hasEnded());
    process.kill(follow.pid, 'SIGINT');
    const ran = await follow.ran;
    expect(ran.code, ran.stderr).toBe(130);
    const numbers = ran.stdout
      .trim()
      .split('\n')
      .map((line) => Number(JSON.parse(line).text.replace('line ', '')));
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    await lab.ok(1, 'logs', 'nosuch');
  });
});

describe('looking back', () => {
  it('history and events: each run, and each thing it said', async () => {
    const [run] = await json('history');
    expect(run).toMatchObject({ verb: 'apply', commit, outcome: 'done', steps: { create: 2 } });
    const events = await ndjson('events');
    expect(events.map((one) => one.event.kind)).toEqual(
      expect.arrayContaining(['run-started', 'intent', 'outcome', 'verdict', 'run-ended']),
    );
    expect(events[0]).toMatchObject({
      sequence: 1,
      stack: 'lab',
      commit,
      event: { plan: { reason: 'because' } },
    });
    expect(await ndjson('events', '--run', run.run)).toEqual(events);
    expect((await lab.ok(0, 'history')).stdout).toContain('apply');
    expect((await lab.ok(0, 'events')).stdout.trim().split('\n')).toHaveLength(events.length);
    expect((await ndjson('audit')).map((one) => one.event.kind)).toEqual(['run-started', 'run-ended']);
  });

  it('audit verify: whoever changes the journal is told, also one who makes its hashes anew', async () => {
    await lab.ok(0, 'audit', 'verify');
    const whole = rows();
    const forged = whole.map(({ record }) => ({ ...JSON.parse(record), actor: 'nobody@nowhere' }));
    write(forged.map((event, index) => ({ record: canonicalJson(event), hash: whole[index]?.hash ?? '' })));
    const changed = await lab.ok(1, 'audit', 'verify', '-o', 'json');
    expect(JSON.parse(changed.stdout)).toMatchObject({ broken: { sequence: 1, kind: 'hash' } });

    let previousHash = '';
    write(
      forged.map((event) => {
        const record = canonicalJson({ ...event, previousHash });
        previousHash = sha256(record);
        return { record, hash: previousHash };
      }),
    );
    const anew = await lab.ok(1, 'audit', 'verify', '-o', 'json');
    expect(JSON.parse(anew.stdout)).toMatchObject({ broken: null, anchors: [{ state: 'differs' }] });

    write([...whole.slice(0, 2), ...whole.slice(3)]);
    const cut = await lab.ok(1, 'audit', 'verify');
    expect(cut.stdout).toMatch(/3/);
    write(whole);
    await lab.ok(0, 'audit', 'verify');
  });
});

it('stop needs no secret either, but what is started does', async () => {
  await lab.ok(0, 'stop', 'db');
  expect(await json('get', 'holds')).toMatchObject([{ service: 'db' }]);
  expect((await lab.ok(1, 'start', 'db')).stderr).toContain('PROVCTL_SECRET_DB_PASSWORD');
});

interface Row {
  readonly record: string;
  readonly hash: string;
}

function rows(): readonly Row[] {
  using database = openJournal();
  return database
    .prepare('SELECT record, hash FROM event ORDER BY position')
    .all()
    .map((row) => ({ record: String(row['record']), hash: String(row['hash']) }));
}

/** As somebody who may write the file, and knows its triggers. */
function write(forged: readonly Row[]): void {
  using database = openJournal();
  database.exec(
    'DROP TRIGGER IF EXISTS event_change; DROP TRIGGER IF EXISTS event_removal; DELETE FROM event',
  );
  const insert = database.prepare('INSERT INTO event (record, hash) VALUES (?, ?)');
  for (const { record, hash } of forged) insert.run(record, hash);
}

function openJournal(): DatabaseSync {
  return new DatabaseSync(join(lab.state, 'journal.db'));
}
