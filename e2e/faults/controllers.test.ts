import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../reconciler/model/operation.ts';
import type { Applied } from '../../reconciler/pass/engine.ts';
import type { World } from '../../reconciler/pass/world.ts';
import { openStore } from '../../reconciler/record/sqlite-store.ts';
import { service, stack } from '../support/desired.ts';
import { applyHere, convergedHere, engineHere, pidsHere, sourceOf } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { startRun } from '../support/started.ts';
import { until } from '../support/until.ts';
import { onLines, sessionWith } from '../support/worlds.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
  lab.write('stack.yaml', stack());
  for (const name of ['a', 'b']) lab.write(`${name}.yaml`, starts(name));
  await lab.commit('Two');
});
afterEach(() => lab[Symbol.asyncDispose]());

const at = (name: string) => join(lab.folder, name);

function starts(name: string, more = ''): string {
  const command = ['sh', '-c', `echo ${name} >>${at('starts')}; while :; do sleep 0.1; done`];
  return service(name, command, more).replace('minReady: 100ms', 'minReady: 1ms');
}

function started(): readonly string[] {
  if (!existsSync(at('starts'))) return [];
  return readFileSync(at('starts'), 'utf8').trim().split('\n').sort();
}

/** Another controller: its journal lies elsewhere, and so does its process as far as it can be told. */
function elsewhere(world: World): World {
  return {
    ...world,
    store: () => openStore(at('other-state')),
    actor: 'bo@elsewhere',
    controller: { holder: (run) => `bo@elsewhere | ${run}`, hasEnded: () => false },
  };
}

const attempt = (refine?: (world: World) => World) =>
  applyHere(lab, {}, refine === undefined ? {} : { refine }).catch((error: unknown) => error);

describe('two controllers', () => {
  it('that apply at once: one does the work, the other finds it done or the machine taken', async () => {
    const both = await Promise.all([attempt(), attempt(elsewhere)]);
    const done = both.filter((one) => (one as Applied).outcome === 'done');
    expect(done, JSON.stringify(both)).toHaveLength(1);
    const [other] = both.filter((one) => !done.includes(one));
    if (other instanceof Error) expect(other).toMatchObject({ kind: 'lease.held' });
    else expect((other as Applied).outcome).toMatch(/^(nothing-to-do|stale|locked)$/);
    expect(started()).toEqual(['a', 'b']);
    await convergedHere(lab);
    expect(await attempt(elsewhere)).toMatchObject({ outcome: 'nothing-to-do', operations: 0 });
  });

  it('take turns without harm, each with its own journal', async () => {
    expect(await attempt()).toMatchObject({ outcome: 'done' });
    lab.write('a.yaml', starts('a', 'env: { V: "2" }'));
    await lab.commit('Another a');
    expect(await attempt(elsewhere)).toMatchObject({ outcome: 'done' });
    lab.write('b.yaml', starts('b', 'env: { V: "2" }'));
    await lab.commit('Another b');
    expect(await attempt()).toMatchObject({ outcome: 'done' });
    expect(started()).toEqual(['a', 'a', 'b', 'b']);
    await convergedHere(lab);
  });

  it('a batch held back until another controller was done has no effect', async () => {
    const gate = Promise.withResolvers<void>();
    const held: Batch[] = [];
    const slow = onLines((session) =>
      sessionWith(session, {
        async mutate(batch, signal) {
          held.push(batch);
          await gate.promise;
          return session.mutate(batch, signal);
        },
      }),
    );
    const first = attempt(slow);
    await until('the batch is under way', () => held.length > 0);
    await using other = await engineHere(lab, elsewhere);
    expect(await other.breakLease(sourceOf(lab), 'local')).toBe(true);
    expect(await attempt(elsewhere)).toMatchObject({ outcome: 'done' });
    const running = await pidsHere(lab);
    gate.resolve();
    expect(await first).toMatchObject({ outcome: 'locked', exitCode: 5 });
    expect(await pidsHere(lab)).toEqual(running);
    expect(started()).toEqual(['a', 'b']);
    await convergedHere(lab);
  });
});

describe('a killed controller', () => {
  /** Waits in the middle of an apply for a check that does not pass. */
  async function killed(): Promise<void> {
    const check = `checks: [{ name: gate, command: [test, -e, ${at('go')}], interval: 100ms, failures: 100000 }]`;
    lab.write('a.yaml', starts('a', check));
    lab.write('b.yaml', starts('b', 'dependsOn: [a]'));
    await lab.commit('One after the other');
    const run = await startRun(lab, 'apply', '--auto-approve');
    await until('a starts', () => started().length > 0 || run.hasEnded());
    process.kill(run.pid, 'SIGKILL');
    await run.ran;
    writeFileSync(at('go'), '');
  }

  it('is taken over at once by who sees that it is dead', async () => {
    await killed();
    expect(await attempt()).toMatchObject({ outcome: 'done' });
    expect(started()).toEqual(['a', 'b']);
    await convergedHere(lab);
  });

  it('blocks others until its lease ran out or is broken', async () => {
    await killed();
    expect(await attempt(elsewhere)).toMatchObject({ kind: 'lease.held' });
    const life = 1_000;
    // The very lease, as it is when its time has come.
    const name = join(lab.state, 'lab-4k7m2p9x/run/lease.1');
    const [holder, line = ''] = readFileSync(name, 'utf8').split('\n');
    const [boot, since, , epoch] = line.split(' ');
    const outlived = `${holder}\n${boot} ${since} ${life} ${epoch}\n`;
    writeFileSync(name, outlived);
    const uptimeMs = () => Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000;
    await until('its time has come', () => uptimeMs() > Number(since) + life);
    expect(await attempt(elsewhere)).toMatchObject({ outcome: 'done' });
    expect(started()).toEqual(['a', 'b']);
  });
});
