import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { service, sleeper, stack } from '../support/desired.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { commandLine, environment, pidOf, pids, serviceOf } from '../support/seen.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
  lab.write('stack.yaml', stack());
});
afterEach(() => lab[Symbol.asyncDispose]());

describe('desired state in git becomes what runs', () => {
  it('byte for byte, and then there is nothing more to do', async () => {
    const words = ['a b', "it's", '"q"', '$HOME %h \\n', 'ünï', '', '-'];
    const command = ['sh', '-c', 'sleep 100000; :', ...words];
    const env = `env: { GREETING: "hé $X 'y' \\"z\\"", EMPTY: "", MULTI: "a=b=c" }`;
    lab.write('api.yaml', service('api', [...command, '{{x}'], env));
    await lab.commit('One service');
    await lab.ok(2, 'plan', '--detailed-exitcode');
    await lab.ok(0, 'apply', '--auto-approve');
    const pid = await pidOf(lab, 'api');
    expect(commandLine(pid)).toEqual([...command, '{x}']);
    expect(environment(pid)).toMatchObject({ GREETING: `hé $X 'y' "z"`, EMPTY: '', MULTI: 'a=b=c' });
    await lab.converged();
  });

  it('and a commit moves only what it changes', async () => {
    lab.write('a.yaml', sleeper('a'));
    lab.write('b.yaml', sleeper('b', 'dependsOn: [a]'));
    await lab.commit('Two');
    await lab.ok(0, 'apply', '--auto-approve');
    const before = await pids(lab);
    lab.write('b.yaml', sleeper('b', 'dependsOn: [a]\nenv: { LEVEL: debug }'));
    lab.write('a.yaml', `# only a comment\n${sleeper('a')}`);
    await lab.commit('Change b');
    const plan = await lab.ok(2, 'plan', '--detailed-exitcode');
    expect(plan.stdout).toContain('env.LEVEL');
    await lab.ok(0, 'apply', '--auto-approve');
    const after = await pids(lab);
    expect(after['a']).toBe(before['a']);
    expect(after['b']).not.toBe(before['b']);
    await lab.converged();
  });

  it('a managed file that changes reloads, and one edited on the machine is put back', async () => {
    const path = join(lab.folder, 'api.conf');
    const withFile = (content: string) =>
      service(
        'api',
        ['sh', '-c', 'trap : HUP; while :; do sleep 1; done'],
        `reload: { signal: SIGHUP }\nfiles: [{ path: ${path}, content: "${content}\\n", onChange: reload }]`,
      );
    lab.write('api.yaml', withFile('one'));
    await lab.commit('One');
    await lab.ok(0, 'apply', '--auto-approve');
    const pid = await pidOf(lab, 'api');
    lab.write('api.yaml', withFile('two'));
    await lab.commit('Two');
    const plan = await lab.ok(0, 'plan');
    expect(plan.stdout).toMatch(/-one[\s\S]*\+two/);
    await lab.ok(0, 'apply', '--auto-approve');
    expect(await pidOf(lab, 'api')).toBe(pid);
    await lab.converged();
    writeFileSync(path, 'edited\n');
    await lab.ok(2, 'drift');
    await lab.ok(0, 'apply', '--auto-approve');
    await lab.converged();
    lab.remove('api.yaml');
    await lab.commit('Gone');
    await lab.ok(0, 'apply', '--auto-approve', '--allow-empty');
    expect(existsSync(path)).toBe(false);
  });
});

describe('what must not be lost', () => {
  it('a release that never gets ready is put back, rejected, and not tried again', async () => {
    lab.write('api.yaml', sleeper('api'));
    await lab.commit('Good');
    await lab.ok(0, 'apply', '--auto-approve');
    const good = (await serviceOf(lab, 'api')).instances[0]?.release;
    lab.write('api.yaml', service('api', ['false'], 'restart: { policy: no }'));
    await lab.commit('Bad');
    const ran = await lab.ok(3, 'apply', '--auto-approve');
    expect(ran.stdout + ran.stderr).toMatch(/last good release/);
    expect((await serviceOf(lab, 'api')).instances[0]?.release).toBe(good);
    const pid = await pidOf(lab, 'api');
    await lab.ok(7, 'apply', '--auto-approve');
    expect(await pidOf(lab, 'api')).toBe(pid);
    await lab.ok(0, 'rollout', 'retry', 'api');
    await lab.ok(3, 'apply', '--auto-approve');
  });

  it('what is stopped by hand stays stopped, and is told as held', async () => {
    lab.write('api.yaml', sleeper('api'));
    await lab.commit('One');
    await lab.ok(0, 'apply', '--auto-approve');
    await lab.ok(0, 'stop', 'api');
    expect(await pids(lab)).toEqual({});
    const ran = await lab.ok(8, 'apply', '--auto-approve');
    expect(ran.stdout).toMatch(/held/);
    expect(await pids(lab)).toEqual({});
    await lab.ok(0, 'start', 'api');
    await pidOf(lab, 'api');
    await lab.converged();
  });

  it('only what is ours is pruned, and no more than maxPrune', async () => {
    lab.write('stack.yaml', stack({ maxPrune: '1' }));
    for (const name of ['a', 'b', 'c']) lab.write(`${name}.yaml`, sleeper(name));
    await lab.commit('Three');
    await lab.ok(0, 'apply', '--auto-approve');
    lab.remove('a.yaml');
    lab.remove('b.yaml');
    await lab.commit('One left');
    await lab.ok(7, 'apply', '--auto-approve');
    expect(Object.keys(await pids(lab)).sort()).toEqual(['a', 'b', 'c']);
    lab.write('stack.yaml', stack({ maxPrune: '100%' }));
    await lab.commit('Allow it');
    await lab.ok(0, 'apply', '--auto-approve');
    expect(Object.keys(await pids(lab))).toEqual(['c']);
    await lab.converged();
  });

  it('a secret reaches the process and nothing else', async () => {
    const secret = 'hunter2-hunter2';
    lab.write('api.yaml', sleeper('api', 'env: { PASSWORD: { secret: db-password } }'));
    await lab.commit('With a secret');
    const env = { PROVCTL_SECRET_DB_PASSWORD: secret };
    const planned = await lab.run(['plan', '--out', join(lab.folder, 'plan.json')], { env });
    expect(planned.code, planned.stderr).toBe(0);
    const applied = await lab.run(['apply', '--auto-approve'], { env });
    expect(applied.code, applied.stdout + applied.stderr).toBe(0);
    const pid = (await lab.run(['get', 'services', '-o', 'json'], { env })).stdout;
    expect(pid + planned.stdout + applied.stdout + applied.stderr).not.toContain(secret);
    const found = JSON.parse(pid)[0].instances[0].observed.run.process.pid;
    expect(environment(found)['PASSWORD']).toBe(secret);
    expect(commandLine(found).join(' ')).not.toContain(secret);
    const events = await lab.run(['events', '-o', 'json'], { env });
    expect(events.stdout).not.toContain(secret);
    const again = await lab.run(['plan', '--detailed-exitcode'], { env });
    expect(again.code).toBe(0);
    const rotated = await lab.run(['plan', '--detailed-exitcode'], {
      env: { PROVCTL_SECRET_DB_PASSWORD: 'another-one' },
    });
    expect(rotated.code).toBe(2);
    expect(rotated.stdout).toContain('(secret)');
    await lab.run(['destroy', '--auto-approve'], { env });
  });
});

it('what the last local service left is removed though only a fleet is declared any more', async () => {
  lab.write('api.yaml', sleeper('api'));
  await lab.commit('One here');
  await lab.ok(0, 'apply', '--auto-approve');
  const pid = await pidOf(lab, 'api');
  lab.remove('api.yaml');
  lab.write(
    'fleet.yaml',
    `apiVersion: provctl.dev/v1
kind: Fleet
metadata: { name: web }
spec: { machines: [{ name: web-1, address: 127.0.0.1 }] }
`,
  );
  await lab.commit('Only a fleet');
  const plan = await lab.run(['plan', '--allow-empty']);
  expect(plan.stdout).toMatch(/- api +local/);
  await lab.run(['apply', '--auto-approve', '--allow-empty']);
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});
