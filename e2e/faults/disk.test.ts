import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { sleeper, stack } from '../support/desired.ts';
import { mountDisk, readOnly } from '../support/disk.ts';
import { applyHere, convergedHere, pidsHere } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { afterEach as onEach } from '../support/worlds.ts';

const lacks = unmet(['linux', 'root', 'namespaces']);
const owner = 'lab-4k7m2p9x';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
  lab.write('stack.yaml', stack());
  lab.write('a.yaml', sleeper('a'));
  await lab.commit('One');
});
afterEach(() => lab[Symbol.asyncDispose]());

describe.skipIf(lacks !== null)('a full disk', () => {
  it.each(['before the first run', 'in the middle of a later one'])(
    '%s is told, and harms nothing',
    async (when) => {
      using _disk = mountDisk(lab.state, 12 * 1024);
      const ballast = join(lab.state, 'ballast');
      if (when !== 'before the first run') expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
      const before = await pidsHere(lab);
      lab.write('a.yaml', sleeper('a', `files: [{ path: ${join(lab.state, 'conf')}, content: "x\\n" }]`));
      lab.write('b.yaml', sleeper('b'));
      await lab.commit('More');
      fill(ballast);
      const ran = await lab.run(['apply', '--auto-approve']);
      expect(ran.code, ran.stdout + ran.stderr).toBe(1);
      expect(ran.stderr).toMatch(/disk is full|no space/i);
      rmSync(ballast);
      expect(await pidsHere(lab)).toEqual(before);
      expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
      expect(Object.keys(await pidsHere(lab)).sort()).toEqual(['a', 'b']);
      await convergedHere(lab);
      await applyHere(lab, { destroy: true });
    },
  );

  it('that gets full under a batch fails it, and blames no release', async () => {
    using _disk = mountDisk(lab.state, 12 * 1024);
    const ballast = join(lab.state, 'ballast');
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
    const before = await pidsHere(lab);
    lab.write('a.yaml', sleeper('a', `env: { PADDING: "${'x'.repeat(20_000)}" }`));
    await lab.commit('Longer');
    const refine = onEach(({ event }) => {
      if (event.kind === 'intent') fill(ballast);
    });
    const applied = await applyHere(lab, {}, { refine }).catch((error: unknown) => error);
    if (applied instanceof Error) expect(applied.message).toMatch(/full|unwritten|no-state/);
    else expect(applied).toMatchObject({ exitCode: 3 });
    rmSync(ballast);
    expect(await pidsHere(lab)).toEqual(before);
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
    await convergedHere(lab);
    await applyHere(lab, { destroy: true });
  });
});

/** To the last byte. */
function fill(path: string): void {
  const block = Buffer.alloc(1024);
  for (;;) {
    try {
      writeFileSync(path, block, { flag: 'a' });
    } catch {
      return;
    }
  }
}

it.skipIf(lacks !== null)(
  'a state directory that may not be written is told, and nothing is begun',
  async () => {
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
    const running = await pidsHere(lab);
    lab.write('b.yaml', sleeper('b'));
    await lab.commit('More');
    {
      using _disk = readOnly(lab.state);
      const ran = await lab.ok(1, 'apply', '--auto-approve');
      expect(ran.stderr).toMatch(/may not be written|read-only/i);
      expect(ran.stderr).toContain('--state-dir');
    }
    expect(await pidsHere(lab)).toEqual(running);
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
  },
);

describe('a damaged file', () => {
  it.each([
    ['cut', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['other', (path: string) => writeFileSync(path, '[]\n')],
  ])('a ledger (%s) is never taken for an empty one', async (_how, damage) => {
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
    const path = join(lab.state, owner, 'ledger.json');
    const content = readFileSync(path);
    lab.write('b.yaml', sleeper('b'));
    await lab.commit('More');
    damage(path);
    const damaged = readFileSync(path);
    const applied = await applyHere(lab);
    expect(applied).toMatchObject({ outcome: 'unreachable', exitCode: 4, operations: 0 });
    expect(applied.planned.plan?.machines).toMatchObject([
      { reached: false, reason: expect.stringContaining('ledger') },
    ]);
    expect(readFileSync(path)).toEqual(damaged);
    writeFileSync(path, content);
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
  });

  it('a journal is told, stays as it is, and is not needed for anything but history', async () => {
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
    const path = join(lab.state, 'journal.db');
    writeFileSync(path, Buffer.alloc(8192, 'nonsense'));
    for (const name of ['-wal', '-shm']) rmSync(`${path}${name}`, { force: true });
    const damaged = readFileSync(path);
    const ran = await lab.ok(1, 'apply', '--auto-approve');
    expect(ran.stderr).toContain('journal');
    expect(ran.stderr).toContain('help:');
    expect(readFileSync(path)).toEqual(damaged);
    rmSync(path);
    await convergedHere(lab);
  });
});
