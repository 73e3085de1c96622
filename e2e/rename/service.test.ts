import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { service, stack } from '../support/desired.ts';
import { applyHere, convergedHere, engineHere, pidsHere, planHere, sourceOf } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { Died, dyingAt } from './dying.ts';

const owner = 'lab-4k7m2p9x';

let lab: Lab;
beforeAll(async () => {
  lab = await makeLab();
  lab.write('stack.yaml', stack());
});
beforeEach(async () => {
  await named('old');
  expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
  happened();
});
afterAll(() => lab[Symbol.asyncDispose]());

/** Tells when it starts and ends; a second one beside it would not get the directory that stands for a port. */
function guarded(): readonly string[] {
  const port = join(lab.folder, 'port');
  const program = [
    `mkdir ${port} || exit 9`,
    `echo "up $PROVCTL_INSTANCE" >>${port}.log`,
    `trap 'rmdir ${port}; echo down >>${port}.log; exit 0' TERM`,
    'while :; do sleep 0.05; done',
  ].join('; ');
  return ['sh', '-c', program];
}

/** The one service of the stack, under this name and by this command. */
async function named(name: string, from: readonly string[] = [], command = guarded()): Promise<void> {
  const more = from.length === 0 ? '' : `renamedFrom: ${JSON.stringify(from)}`;
  lab.write('service.yaml', service(name, command, more));
  await lab.commit(`Call it ${name}`);
}

/** What happened since the last time. */
function happened(): readonly string[] {
  const path = join(lab.folder, 'port.log');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  rmSync(path, { force: true });
  return lines;
}

const ledger = () => JSON.parse(readFileSync(join(lab.state, owner, 'ledger.json'), 'utf8'));
const releases = () => readdirSync(join(lab.state, owner, 'releases'));
const standing = () =>
  readdirSync(join(lab.state, owner, 'instances')).filter((name) => !name.startsWith('.'));

describe('a service with a new name', () => {
  it('stops under the old one before it starts under the new, and is forgotten under the old', async () => {
    await named('new', ['old']);
    const plan = await planHere(lab);
    expect(
      plan.changes.map(({ address, action, reason, waitsFor }) => [address, action, reason, waitsFor]),
    ).toEqual([
      ['local/new', 'create', 'renamed', ['old']],
      ['local/old', 'delete', 'renamed', []],
    ]);
    expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
    expect(happened()).toEqual(['down', 'up new']);
    expect(Object.keys(ledger().lastGood)).toEqual(['new']);
    expect(releases()).toEqual([ledger().lastGood.new]);
    await convergedHere(lab);
  });

  it('comes back under the old one when it never gets ready, and stays so', async () => {
    const { lastGood } = ledger();
    await named('new', ['old'], ['sh', '-c', 'exit 3']);
    expect(await applyHere(lab)).toMatchObject({ outcome: 'rolled-back', exitCode: 3 });
    expect(happened()).toEqual(['down', 'up old']);
    expect(Object.keys(await pidsHere(lab))).toEqual(['old']);
    expect(standing()).toEqual(['old']);
    expect(ledger()).toMatchObject({ lastGood, incomplete: {}, rejected: { new: [{}] } });
    expect(await applyHere(lab)).toMatchObject({ exitCode: 7, operations: 0 });
    await named('new', ['old']);
    expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
    expect(Object.keys(ledger().lastGood)).toEqual(['new']);
    await convergedHere(lab);
  });

  it('gets there whenever the controller dies on the way, and never lives twice', async () => {
    const names = ['old', 'new'];
    // The machine did the removal; its verdict; the machine did the start.
    for (const moment of [3, 4, 6]) {
      const [before = '', after = ''] = names;
      await named(after, [before]);
      await expect(applyHere(lab, {}, { refine: dyingAt(moment) })).rejects.toThrow(Died);
      expect(await applyHere(lab), `after moment ${moment}`).toMatchObject({ exitCode: 0 });
      expect([moment, happened().slice(-2)]).toEqual([moment, ['down', `up ${after}`]]);
      expect([moment, ledger().lastGood]).toEqual([moment, { [after]: releases()[0] }]);
      names.reverse();
    }
    await convergedHere(lab);
  });

  it('comes back under the old one though the controller died when neither served', async () => {
    const { lastGood } = ledger();
    await named('new', ['old'], ['sh', '-c', 'exit 3']);
    await using engine = await engineHere(lab);
    // The same, then: rejected; the machine did the putting back.
    for (const moment of [3, 6, 7, 9]) {
      await expect(applyHere(lab, {}, { refine: dyingAt(moment) })).rejects.toThrow(Died);
      await applyHere(lab);
      expect([moment, Object.keys(await pidsHere(lab)), standing()]).toEqual([moment, ['old'], ['old']]);
      expect([moment, ledger().lastGood, ledger().incomplete]).toEqual([moment, lastGood, {}]);
      await engine.retry(sourceOf(lab), ['new']);
    }
  });
});
