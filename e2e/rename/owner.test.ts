import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { service, stack } from '../support/desired.ts';
import { applyHere, convergedHere, pidsHere, planHere } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { until } from '../support/until.ts';

const older = 'lab-4k7m2p9x';
const newer = 'lab-9z8y7x6w';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
});
afterEach(() => lab[Symbol.asyncDispose]());

/** Renamed from the older owner to the newer. */
function renamed(owner = newer, from: readonly string[] = [older]): string {
  return `${stack({ owner })}  renamedFrom: ${JSON.stringify(from)}\n`;
}

const sleep = ['sh', '-c', 'echo up; exec sleep 100000'];
const place = (owner: string, ...path: string[]) => join(lab.state, owner, ...path);
const ledger = (owner: string) => JSON.parse(readFileSync(place(owner, 'ledger.json'), 'utf8'));

async function begin(): Promise<void> {
  lab.write('stack.yaml', stack());
  await lab.commit('Begin');
  expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
}

describe('a stack with a new owner id', () => {
  it('keeps what runs, says so, and leaves nothing behind', async () => {
    lab.write('api.yaml', service('api', sleep));
    lab.write('db.yaml', service('db', sleep, 'boot: false'));
    await begin();
    const before = await pidsHere(lab);
    const { salt, lastGood } = ledger(older);
    lab.write('stack.yaml', renamed());
    await lab.commit('Rename the stack');
    const plan = await planHere(lab);
    expect(plan.denials).toEqual([]);
    expect(
      plan.changes.map(({ address, action, reason, detail, paths }) => [
        address,
        action,
        reason,
        detail,
        paths,
      ]),
    ).toEqual(
      ['local/api', 'local/db'].map((address) => [
        address,
        'update',
        'renamed',
        older,
        [{ path: 'stack.ownerId', before: older, after: newer, at: null }],
      ]),
    );
    expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
    expect(await pidsHere(lab)).toEqual(before);
    expect(ledger(newer)).toMatchObject({ owner: newer, salt, lastGood });
    expect(readdirSync(lab.state).filter((name) => name.startsWith('lab-'))).toEqual([newer]);
    expect(readFileSync(place(newer, 'instances/api/output.log'), 'utf8')).toBe('up\n');
    await convergedHere(lab);
    // Its supervisor is still the one that was started under the old owner.
    process.kill(before['api'] ?? 0, 'SIGKILL');
    await until(
      'it is up again',
      async () => ![before['api'], undefined].includes((await pidsHere(lab))['api']),
    );
    expect(existsSync(place(older))).toBe(false);
    await convergedHere(lab);
  });
});
