import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import { service, stack } from '../support/desired.ts';
import { applyHere, pidsHere, planHere } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { resultOf } from '../support/started.ts';
import { until } from '../support/until.ts';
import { afterEach, onLines, sessionWith } from '../support/worlds.ts';

const owner = 'lab-4k7m2p9x';

let lab: Lab;
let used: Plan;
let copies: readonly string[];
/** The owner's directory as it was before anything was rejected or held. */
let image: string;

/** Three versions, one of them bad and put back, a saved plan, and a hold: a copy of the journal at every event. */
beforeAll(async () => {
  lab = await makeLab();
  image = join(lab.folder, 'image');
  const made: string[] = [];
  const refine = afterEach(() => {
    made.push(join(lab.folder, `copy-${made.length}`));
    copyJournal(lab.state, made.at(-1) ?? '');
  });
  lab.write('stack.yaml', stack());
  lab.write('a.yaml', starts('a', '1'));
  lab.write('b.yaml', starts('b', '1'));
  await lab.commit('First');
  expect(await applyHere(lab, {}, { refine })).toMatchObject({ outcome: 'done' });
  lab.write('a.yaml', starts('a', '2'));
  await lab.commit('Second');
  used = await planHere(lab);
  expect(await applyHere(lab, {}, { refine, request: { saved: used } })).toMatchObject({ outcome: 'done' });
  cpSync(join(lab.state, owner), image, { recursive: true });
  lab.write('b.yaml', bad);
  await lab.commit('Bad');
  expect(await applyHere(lab, {}, { refine })).toMatchObject({ outcome: 'rolled-back' });
  const stop = { targets: ['a'], imperative: { verb: 'stop', names: ['a'] } } as const;
  expect(await applyHere(lab, stop, { refine, request: { verb: 'stop' } })).toMatchObject({
    outcome: 'done',
  });
  copies = made;
});
afterAll(() => lab[Symbol.asyncDispose]());

function starts(name: string, version: string): string {
  const command = ['sh', '-c', `echo ${name} >>${join(lab.folder, 'starts')}; while :; do sleep 0.1; done`];
  return service(name, command, `env: { V: "${version}" }`).replace('minReady: 100ms', 'minReady: 1ms');
}

const bad = service('b', ['false'], 'restart: { policy: no }');

function countStarts(): number {
  return readFileSync(join(lab.folder, 'starts'), 'utf8').split('\n').length;
}

const files = ['journal.db', 'journal.db-wal'];

function copyJournal(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of files) if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
}

function restoreJournal(copy: string | null): void {
  for (const name of [...files, 'journal.db-shm']) rmSync(join(lab.state, name), { force: true });
  if (copy !== null) copyJournal(copy, lab.state);
}

/** Nothing moves; what is rejected, held and used up is still known. */
async function nothingForgotten(): Promise<void> {
  const applied = await applyHere(lab);
  expect(applied).toMatchObject({ outcome: 'denied', exitCode: 7, operations: 0 });
  expect(applied.planned.plan?.denials).toMatchObject([{ code: 'rejected', address: 'local/b' }]);
  expect(applied.planned.plan?.changes).toMatchObject([
    { address: 'local/a', action: 'none', reason: 'held', held: true },
    { address: 'local/b', action: 'none', reason: 'rejected' },
  ]);
  const again = await applyHere(lab, {}, { request: { saved: used } });
  expect(again).toMatchObject({ outcome: 'stale', exitCode: 6, verdicts: [{ reason: 'plan-used' }] });
}

describe('a journal', () => {
  it('lost, or restored from any earlier moment, takes nothing along that safety needs', async () => {
    const [before, running] = [countStarts(), await pidsHere(lab)];
    expect(Object.keys(running)).toEqual(['b']);
    expect(copies.length).toBeGreaterThan(25);
    for (const copy of [null, ...copies]) {
      restoreJournal(copy);
      await nothingForgotten();
    }
    expect(await pidsHere(lab)).toEqual(running);
    expect(countStarts()).toBe(before);
  });

  it('that is not the one that the machine knows is told by the audit', async () => {
    restoreJournal(copies.at(-1) ?? null);
    await lab.ok(0, 'audit', 'verify');
    restoreJournal(null);
    const lost = await lab.ok(1, 'audit', 'verify', '-o', 'json');
    expect(JSON.parse(lost.stdout)).toMatchObject({ anchors: [{ state: 'differs' }] });
    restoreJournal(copies[4] ?? null);
    const early = await lab.ok(1, 'audit', 'verify', '-o', 'json');
    expect(JSON.parse(early.stdout)).toMatchObject({ broken: null, anchors: [{ state: 'behind' }] });
    restoreJournal(copies.at(-1) ?? null);
    await lab.ok(0, 'audit', 'verify');
  });
});

describe('a machine that was put back from an image', () => {
  it('is left alone until an operator says that it was meant', async () => {
    for (const pid of Object.values(await pidsHere(lab))) process.kill(-pid, 'SIGKILL');
    await until('all ended', async () => Object.keys(await pidsHere(lab)).length === 0);
    rmSync(join(lab.state, owner), { recursive: true });
    cpSync(image, join(lab.state, owner), { recursive: true });
    const before = countStarts();
    const ran = await lab.ok(7, 'apply', '--auto-approve', '-o', 'json');
    expect(resultOf(ran)).toMatchObject({ outcome: 'denied', operations: 0 });
    expect(ran.stdout).toContain('restored-ledger');
    const plan = await lab.ok(7, 'plan');
    expect(plan.stdout).toContain('--take-over');
    await lab.ok(7, 'rollout', 'retry', 'b');
    await lab.ok(7, 'stop', 'b');
    expect(countStarts()).toBe(before);

    lab.write('b.yaml', starts('b', '3'));
    await lab.commit('Good again');
    expect(await applyHere(lab, { takeOver: true })).toMatchObject({ outcome: 'done' });
    expect(Object.keys(await pidsHere(lab)).sort()).toEqual(['a', 'b']);
    await lab.converged();
  });

  it('though nothing has to move there, is taken over once', async () => {
    const ledger = join(lab.state, owner, 'ledger.json');
    const older = join(lab.folder, 'older.json');
    copyFileSync(ledger, older);
    for (const verb of ['stop', 'start'] as const)
      await applyHere(lab, { targets: ['a'], imperative: { verb, names: ['a'] } }, { request: { verb } });
    copyFileSync(older, ledger);
    expect(await applyHere(lab)).toMatchObject({ outcome: 'denied', exitCode: 7, operations: 0 });
    expect(await applyHere(lab, { takeOver: true })).toMatchObject({ exitCode: 0, operations: 0 });
    await lab.converged();
  });

  it('whose state came from another machine is left alone too, and then goes on without a start', async () => {
    const refine = onLines((session) =>
      sessionWith(session, { facts: { ...session.facts, machineId: 'f'.repeat(32) } }),
    );
    const [before, running] = [countStarts(), await pidsHere(lab)];
    const denied = await applyHere(lab, {}, { refine });
    expect(denied).toMatchObject({ outcome: 'denied', exitCode: 7, operations: 0 });
    expect(denied.planned.plan?.denials).toMatchObject([{ code: 'restored-machine', address: 'local/*' }]);
    expect(await applyHere(lab, { takeOver: true }, { refine })).toMatchObject({ outcome: 'done' });
    expect(await applyHere(lab, {}, { refine })).toMatchObject({ outcome: 'nothing-to-do', operations: 0 });
    expect(await pidsHere(lab)).toEqual(running);
    expect(countStarts()).toBe(before);
  });
});
