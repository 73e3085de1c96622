import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { service, stack } from '../support/desired.ts';
import { applyHere, convergedHere, pidsHere, planHere } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { commandLine, environment } from '../support/seen.ts';
import { Died, dyingAt } from './dying.ts';

const older = 'lab-4k7m2p9x';
const newer = 'lab-9z8y7x6w';

let lab: Lab;
beforeAll(async () => {
  process.env['PROVCTL_SECRET_LAB_WORD'] = 'geheim';
  lab = await makeLab();
});
beforeEach(async () => {
  lab.write('stack.yaml', owned(older, [newer]));
  lab.write('api.yaml', service('api', reading, 'env: { WORD: { secret: lab-word } }'));
  lab.write('db.yaml', service('db', sleeping, 'boot: false'));
  await lab.commit('Begin');
  expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  delete process.env['PROVCTL_SECRET_LAB_WORD'];
});

const sleeping = ['sh', '-c', 'echo up; exec sleep 100000'];
/** Ends as soon as its release is gone. */
const reading = ['sh', '-c', 'while cat "$0/definition.json"; do sleep 0.05; done >/dev/null', '{release}'];

function owned(owner: string, from: readonly string[]): string {
  return `${stack({ owner })}  renamedFrom: ${JSON.stringify(from)}\n`;
}

const place = (owner: string, ...path: string[]) => join(lab.state, owner, ...path);
const ledger = (owner: string) => JSON.parse(readFileSync(place(owner, 'ledger.json'), 'utf8'));
const owners = () => readdirSync(lab.state).filter((name) => name.startsWith('lab-'));

async function rename(to: string, from: string): Promise<void> {
  lab.write('stack.yaml', owned(to, [from]));
  await lab.commit(`Give the stack to ${to}`);
}

describe('a stack with a new owner id', () => {
  it('keeps what runs and what is known of it, and says so', async () => {
    const before = await pidsHere(lab);
    const { salt, lastGood } = ledger(older);
    await rename(newer, older);
    const plan = await planHere(lab);
    expect(plan.denials).toEqual([]);
    const moved = [{ path: 'stack.ownerId', before: older, after: newer, at: null }];
    expect(
      plan.changes.map(({ address, action, reason, detail, paths }) => [
        address,
        action,
        reason,
        detail,
        paths,
      ]),
    ).toEqual(['local/api', 'local/db'].map((address) => [address, 'update', 'renamed', older, moved]));
    expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
    expect(await pidsHere(lab)).toEqual(before);
    expect(ledger(newer)).toMatchObject({ owner: newer, salt, lastGood });
    expect(readFileSync(place(newer, 'instances/db/output.log'), 'utf8')).toBe('up\n');
    await convergedHere(lab);
  });

  it('keeps the old directory for what was started from it, and no longer', async () => {
    await rename(newer, older);
    expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
    const { api = 0 } = await pidsHere(lab);
    expect(commandLine(api).at(-1)).toContain(place(older, 'releases'));
    expect(readdirSync(place(older))).toContain('releases');
    expect(ledger(newer).former[older]).toHaveLength(1);
    lab.write('db.yaml', service('db', sleeping, 'env: { A: "1" }'));
    await lab.commit('Change what needs no release');
    expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
    expect(await pidsHere(lab)).toMatchObject({ api });
    expect(owners()).toEqual([older, newer]);
    lab.write('api.yaml', service('api', reading, 'env: { WORD: { secret: lab-word }, A: "1" }'));
    await lab.commit('Change what reads its release');
    expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
    expect(owners()).toEqual([newer]);
    const after = (await pidsHere(lab))['api'] ?? 0;
    expect(commandLine(after).at(-1)).toContain(place(newer, 'releases'));
    expect(environment(after)).toMatchObject({ WORD: 'geheim', A: '1' });
    await convergedHere(lab);
  });

  it('puts back what lay with the old owner when a release fails in the same commit', async () => {
    const { lastGood } = ledger(older);
    await rename(newer, older);
    lab.write('api.yaml', service('api', ['sh', '-c', 'exit 3']));
    await lab.commit('Break it');
    expect(await applyHere(lab)).toMatchObject({ outcome: 'rolled-back', exitCode: 3 });
    expect(ledger(newer)).toMatchObject({ lastGood, incomplete: {}, rejected: { api: [{}] } });
    const { api = 0 } = await pidsHere(lab);
    expect(commandLine(api).at(-1)).toBe(place(newer, 'releases', lastGood.api));
    expect(environment(api)).toMatchObject({ WORD: 'geheim' });
    expect(await applyHere(lab)).toMatchObject({ exitCode: 7, operations: 0 });
  });

  it('gets there whenever the controller dies on the way, and starts nothing twice', async () => {
    const before = await pidsHere(lab);
    const names = [older, newer];
    // The ledger and the releases, then the moves, each before and after it is heard of; the verdicts; the last word.
    for (const moment of [2, 3, 4, 5, 6]) {
      const [from = '', to = ''] = names;
      await rename(to, from);
      await expect(applyHere(lab, {}, { refine: dyingAt(moment) })).rejects.toThrow(Died);
      expect(await applyHere(lab), `after moment ${moment}`).toMatchObject({ exitCode: 0 });
      expect([moment, await pidsHere(lab)]).toEqual([moment, before]);
      expect([moment, existsSync(place(from, 'instances'))]).toEqual([moment, false]);
      await convergedHere(lab);
      names.reverse();
    }
  });
});
