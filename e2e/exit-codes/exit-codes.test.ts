import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { service, sleeper, stack } from '../support/desired.ts';
import { applyHere, pidsHere } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { resultOf, startRun } from '../support/started.ts';
import { until } from '../support/until.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
  lab.write('stack.yaml', stack());
});
afterEach(() => lab[Symbol.asyncDispose]());

const apply = ['apply', '--auto-approve', '-o', 'json'];

/** Ready once the file is there; leaves a line at each start. */
function gated(name: string, more = ''): string {
  const command = ['sh', '-c', `echo >>${at(`${name}-started`)}; while :; do sleep 0.1; done`];
  const check = `checks: [{ name: gate, command: [test, -e, ${at(`${name}-go`)}], interval: 100ms, failures: 100000 }]`;
  return service(name, command, `${check}\n${more}`).replace('progressDeadline: 20s', 'progressDeadline: 5m');
}
const at = (name: string) => join(lab.folder, name);
const begun = (name: string) => until(`${name} starts`, () => existsSync(at(`${name}-started`)));
/** What comes before the thing meant needs no process of its own. */
const done = async () => expect(await applyHere(lab)).toMatchObject({ exitCode: 0 });
const starts = (name: string) => readFileSync(at(`${name}-started`), 'utf8').length;

describe('what is there and what is wanted', () => {
  it('0 and 2: the same, or not; diff alone says 0 and 1', async () => {
    const conf = at('api.conf');
    lab.write('api.yaml', sleeper('api', `files: [{ path: ${conf}, content: "one\\n" }]`));
    await lab.commit('One');
    await lab.ok(0, 'plan');
    await lab.ok(2, 'plan', '--detailed-exitcode');
    await lab.ok(1, 'diff');
    await lab.ok(0, ...apply);
    await lab.ok(0, 'plan', '--detailed-exitcode');
    await lab.ok(0, 'diff');
    await lab.ok(0, 'drift');
    writeFileSync(conf, 'edited\n');
    await lab.ok(2, 'drift');
  });

  it('1: a desired state that cannot be right, which for diff is 2', async () => {
    lab.write('api.yaml', 'kind: Nonsense\n');
    await lab.commit('Wrong');
    await lab.ok(1, 'plan');
    expect(resultOf(await lab.ok(1, ...apply))).toMatchObject({ outcome: 'invalid' });
    await lab.ok(2, 'diff');
    expect(existsSync(join(lab.state, 'lab-4k7m2p9x'))).toBe(false);
  });

  it('4: a machine that nobody can reach, while the others go on', async () => {
    lab.write('api.yaml', sleeper('api'));
    lab.write(
      'far.yaml',
      `apiVersion: provctl.dev/v1
kind: Profile
metadata: { name: nobody }
spec: { ssh: { port: 1 } }
---
apiVersion: provctl.dev/v1
kind: Fleet
metadata: { name: far }
spec: { profile: nobody, machines: [{ name: far-1, address: 127.0.0.1 }] }
---
${sleeper('away').replace('{ local: true }', '{ fleet: far }')}`,
    );
    await lab.commit('Near and far');
    await lab.ok(4, 'plan', '--detailed-exitcode');
    expect(resultOf(await lab.ok(4, ...apply))).toMatchObject({ outcome: 'unreachable', exit_code: 4 });
    const got = await lab.ok(4, 'get', 'services', '-o', 'json');
    expect(JSON.parse(got.stdout).map((one: { health: string }) => one.health)).toEqual([
      'Healthy',
      'Unknown',
    ]);
    await lab.ok(2, 'diff');
    lab.remove('far.yaml');
    await lab.commit('Near');
  });

  it('64: what cannot be meant', async () => {
    lab.write('api.yaml', sleeper('api'));
    await lab.commit('One');
    await lab.ok(64, 'plan', '--no-such-option');
    await lab.ok(64, 'stop');
    // No terminal to ask at, and nobody said yes.
    const ran = await lab.ok(64, 'apply');
    expect(ran.stderr).toContain('--auto-approve');
    expect(await pidsHere(lab)).toEqual({});
  });
});

describe('3: a release that does not get ready', () => {
  const bad = service('api', ['false'], 'restart: { policy: no }');

  it.each(['rolled-back', 'halted', 'failed'])('is told as %s', async (outcome) => {
    if (outcome !== 'failed') {
      lab.write('api.yaml', sleeper('api'));
      await lab.commit('Good');
      await done();
    }
    lab.write(
      'api.yaml',
      outcome === 'halted' ? bad.replace('rollout: {', 'rollout: { onFailure: halt,') : bad,
    );
    await lab.commit('Bad');
    expect(resultOf(await lab.ok(3, ...apply))).toMatchObject({ outcome, exit_code: 3 });
    // Rejected: not tried again.
    if (outcome !== 'halted') await lab.ok(7, ...apply);
  });
});

describe('5 and 130: while another run works', () => {
  it('5: its lease is respected, until it is broken by hand', async () => {
    lab.write('a.yaml', gated('a'));
    lab.write('b.yaml', gated('b', 'dependsOn: [a]'));
    await lab.commit('One after the other');
    const first = await startRun(lab, ...apply);
    await begun('a');
    const second = await lab.ok(5, ...apply);
    expect(resultOf(second)).toMatchObject({ type: 'error', kind: 'lease.held' });
    const [lease] = JSON.parse((await lab.ok(0, 'lease', 'list', '-o', 'json')).stdout);
    expect(lease).toMatchObject({ machine: 'local', holder: expect.stringContaining(`pid ${first.pid}`) });
    await lab.ok(0, 'lease', 'break', 'local', '--yes');
    writeFileSync(at('a-go'), '');
    const ended = await first.ran;
    expect(ended.code, ended.stdout + ended.stderr).toBe(5);
    expect(existsSync(at('b-started')), 'a superseded run began something').toBe(false);
    writeFileSync(at('b-go'), '');
    await lab.ok(0, ...apply);
    expect([starts('a'), starts('b')]).toEqual([1, 1]);
  });

  it('130: one ^C finishes the step under way and begins no other', async () => {
    lab.write('a.yaml', gated('a'));
    lab.write('b.yaml', gated('b', 'dependsOn: [a]'));
    await lab.commit('One after the other');
    const run = await startRun(lab, ...apply);
    await begun('a');
    process.kill(run.pid, 'SIGINT');
    writeFileSync(at('a-go'), '');
    const ended = await run.ran;
    expect(ended.code, ended.stdout + ended.stderr).toBe(130);
    expect(resultOf(ended)).toMatchObject({
      outcome: 'interrupted',
      verdicts: [
        { address: 'local/a', state: 'done' },
        { address: 'local/b', state: 'skipped', reason: 'interrupted' },
      ],
    });
    const events = await lab.ok(0, 'events', '-o', 'json');
    expect(resultOf(events)).toMatchObject({
      event: { kind: 'run-ended', outcome: 'interrupted', exitCode: 130 },
    });
    writeFileSync(at('b-go'), '');
    await lab.ok(0, ...apply);
    expect([starts('a'), starts('b')]).toEqual([1, 1]);
  });

  it('130: two end it at once, and the next apply goes on from there', async () => {
    lab.write('a.yaml', gated('a'));
    await lab.commit('One');
    const run = await startRun(lab, ...apply);
    await begun('a');
    // A person presses until it is heard; what comes too soon after the first counts as the same.
    while (!run.errors().includes('Stopped at once') && !run.hasEnded()) {
      process.kill(run.pid, 'SIGINT');
      await Promise.race([run.ran, wait(60)]);
    }
    const ended = await run.ran;
    expect(ended.code, ended.stdout + ended.stderr).toBe(130);
    expect(resultOf(ended)).toMatchObject({ type: 'error', kind: 'interrupted' });
    const events = await lab.ok(0, 'events', '-o', 'json');
    expect(resultOf(events)).toMatchObject({ event: { kind: 'run-ended', outcome: 'interrupted' } });
    writeFileSync(at('a-go'), '');
    await lab.ok(0, ...apply);
    expect(starts('a')).toBe(1);
    await lab.converged();
  });
});

describe('6: a saved plan', () => {
  it('is applied once, and not to what has changed since', async () => {
    const [early, late] = [at('early.json'), at('late.json')];
    lab.write('api.yaml', sleeper('api'));
    await lab.commit('One');
    await lab.ok(0, 'plan', '--out', early);
    await lab.ok(0, 'plan', '--out', late);
    await lab.ok(0, 'apply', early);
    expect(resultOf(await lab.ok(6, 'apply', late, '-o', 'json'))).toMatchObject({ outcome: 'stale' });
    expect(resultOf(await lab.ok(6, 'apply', early, '-o', 'json'))).toMatchObject({ outcome: 'stale' });
    await lab.ok(0, 'plan', '--out', early);
    await lab.commit('Nothing new');
    await lab.ok(6, 'apply', early);
  });
});

describe('7: denied', () => {
  it('a dirty tree, which may be planned, and a deletion of more than maxPrune', async () => {
    lab.write('stack.yaml', stack({ maxPrune: '1' }));
    for (const name of ['a', 'b', 'c']) lab.write(`${name}.yaml`, sleeper(name));
    await lab.commit('Three');
    await done();
    for (const name of ['a', 'b']) lab.remove(`${name}.yaml`);
    lab.write('d.yaml', sleeper('d'));
    const dirty = await lab.ok(7, 'plan');
    expect(dirty.stdout).toMatch(/2 of 3|prune/i);
    expect(resultOf(await lab.ok(7, ...apply))).toMatchObject({ outcome: 'denied', operations: 0 });
    await lab.commit('One left, one new');
    expect(resultOf(await lab.ok(7, ...apply))).toMatchObject({ outcome: 'denied' });
    expect(Object.keys(await pidsHere(lab)).sort()).toEqual(['a', 'b', 'c', 'd']);
    for (const name of ['a', 'b']) lab.write(`${name}.yaml`, sleeper(name));
    lab.write('c.yaml', sleeper('c', 'env: { A: "1" }'));
    await lab.ok(0, 'plan');
    await lab.ok(0, ...apply, '--allow-dirty');
  });

  it('the removal of everything, unless that is meant', async () => {
    lab.write('api.yaml', sleeper('api'));
    await lab.commit('One');
    await done();
    lab.remove('api.yaml');
    await lab.commit('None');
    await lab.ok(7, ...apply);
    expect(Object.keys(await pidsHere(lab))).toEqual(['api']);
    await lab.ok(0, ...apply, '--allow-empty');
    expect(await pidsHere(lab)).toEqual({});
  });

  it('a file that somebody else put there, and a service of another owner', async () => {
    const conf = at('api.conf');
    writeFileSync(conf, 'by hand\n');
    lab.write('api.yaml', sleeper('api', `files: [{ path: ${conf}, content: "ours\\n" }]`));
    lab.write('b.yaml', sleeper('b'));
    await lab.commit('One');
    expect(resultOf(await lab.ok(7, ...apply))).toMatchObject({ outcome: 'denied' });
    expect(readFileSync(conf, 'utf8')).toBe('by hand\n');
    expect(Object.keys(await pidsHere(lab))).toEqual(['b']);

    const [ours, theirs] = ['lab-4k7m2p9x', 'another-4k7m2p9x'].map((owner) => join(lab.state, owner));
    cpSync(join(ours ?? '', 'instances'), join(theirs ?? '', 'instances'), { recursive: true });
    lab.remove('api.yaml');
    lab.write('stack.yaml', stack({ owner: 'another-4k7m2p9x' }));
    await lab.commit('Another owner');
    const ran = await lab.ok(7, 'plan');
    expect(ran.stdout).toContain('lab-4k7m2p9x');
    expect(resultOf(await lab.ok(7, ...apply))).toMatchObject({ outcome: 'denied', operations: 0 });
    rmSync(theirs ?? '', { recursive: true });
    lab.write('stack.yaml', stack());
    await lab.commit('Back');
  });

  it('a commit that does not come after the one that was applied', async () => {
    lab.write('api.yaml', sleeper('api'));
    const first = await lab.commit('First');
    lab.write('api.yaml', sleeper('api', 'env: { A: "2" }'));
    await lab.commit('Second');
    await done();
    const before = await pidsHere(lab);
    await lab.git('checkout', '-q', first);
    expect(resultOf(await lab.ok(7, ...apply))).toMatchObject({ outcome: 'denied', operations: 0 });
    expect(await pidsHere(lab)).toEqual(before);
    await lab.ok(0, ...apply, '--take-over');
  });
});

it('8: what an operator stopped is left alone', async () => {
  lab.write('a.yaml', sleeper('a'));
  lab.write('b.yaml', sleeper('b'));
  await lab.commit('Two');
  await done();
  await lab.ok(0, 'stop', 'a');
  await lab.ok(8, 'plan');
  lab.write('b.yaml', sleeper('b', 'env: { A: "1" }'));
  await lab.commit('b moves');
  expect(resultOf(await lab.ok(8, ...apply))).toMatchObject({ outcome: 'waiting', exit_code: 8 });
  expect(Object.keys(await pidsHere(lab))).toEqual(['b']);
});
