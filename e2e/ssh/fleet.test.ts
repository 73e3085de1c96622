import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { stack } from '../support/desired.ts';
import { freePorts } from '../support/free-port.ts';
import { applyHere, convergedHere, engineHere, pidsHere, planHere, sourceOf } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'sshd', 'git']);

describe.skipIf(lacks !== null)('a fleet of machines that are reached by ssh', () => {
  let machines: readonly [Sshd, Sshd];
  let lab: Lab;
  let port: number;
  beforeAll(async () => {
    machines = await Promise.all([startSshd(), startSshd()]);
    const [one, two] = machines;
    const config = one.at('provctl.toml');
    writeFileSync(
      one.at('known_both'),
      readFileSync(one.knownHosts, 'utf8') + readFileSync(two.knownHosts, 'utf8'),
    );
    two.authorize('deploy', one.identity);
    writeFileSync(
      config,
      `[credentials.fleet]\nauth = ["key"]\nidentityFile = "${one.identity}"\nknownHosts = ["${one.at('known_both')}"]
[machines]\nallow = ["127.0.0.0/8"]\n`,
    );
    process.env['PROVCTL_CONFIG'] = config;
    lab = await makeLab();
    [port = 0] = await freePorts(1);
    lab.write('stack.yaml', stack());
    lab.write('fleet.yaml', fleet(machines));
    lab.write('everywhere.yaml', service('everywhere', '{ fleet: web }', 'command: [sleep, "100000"]'));
    lab.write('api.yaml', service('api', '{ fleet: web, selector: zone=a }', server(port)));
    await lab.commit('Two machines');
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
    for (const machine of machines) await machine[Symbol.asyncDispose]();
  });

  it('becomes what was committed, checked through the connection, each machine with its own state', async () => {
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
    for (const machine of machines)
      expect(existsSync(machine.at('lib/provctl/lab-4k7m2p9x/ledger.json'))).toBe(true);
    expect(await running()).toEqual(['api web-1', 'everywhere web-1', 'everywhere web-2']);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await answer.text()).toBe('well\n');
    await convergedHere(lab);
  });

  it('is healed where something was killed', async () => {
    const { api = 0 } = await pidsHere(lab);
    process.kill(parentOf(api), 'SIGKILL');
    process.kill(api, 'SIGKILL');
    expect((await planHere(lab)).changes.filter(({ action }) => action !== 'none')).toHaveLength(1);
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
    expect((await pidsHere(lab))['api']).not.toBe(api);
    await convergedHere(lab);
  });

  it('is changed in part, and told in part, while a machine cannot be reached', async () => {
    const [, two] = machines;
    await two.stop();
    lab.write('everywhere.yaml', service('everywhere', '{ fleet: web }', 'command: [sleep, "200000"]'));
    await lab.commit('Sleep longer');
    const told = await lab.ok(4, 'apply', '--auto-approve');
    expect(told.stdout + told.stderr).toMatch(/web-2.*refused the connection/s);
    await two.start();
    expect(await applyHere(lab)).toMatchObject({ outcome: 'done' });
    await convergedHere(lab);
  });

  it('is left clean', async () => {
    await lab.ok(0, 'destroy', '--auto-approve');
    expect(await running()).toEqual([]);
  });

  async function running(): Promise<readonly string[]> {
    await using engine = await engineHere(lab);
    const { services } = await engine.status(sourceOf(lab));
    return services
      .flatMap(({ service: name, instances }) =>
        instances
          .filter(({ observed }) => observed.run.kind === 'running')
          .map(({ machine }) => `${name} ${machine}`),
      )
      .sort();
  }
});

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function fleet([one, two]: readonly [Sshd, Sshd]): string {
  return `apiVersion: provctl.dev/v1
kind: Profile
metadata: { name: loopback }
spec: { ssh: { credential: fleet, user: deploy } }
---
apiVersion: provctl.dev/v1
kind: Fleet
metadata: { name: web }
spec:
  profile: loopback
  machines:
    - { name: web-1, address: 127.0.0.1, ssh: { port: ${one.port} }, labels: { zone: a } }
    - { name: web-2, address: 127.0.0.1, ssh: { port: ${two.port} }, labels: { zone: b } }
`;
}

function service(name: string, placement: string, spec: string): string {
  return `apiVersion: provctl.dev/v1
kind: Service
metadata: { name: ${name} }
spec:
  backend: process
  placement: ${placement}
  rollout: { minReady: 100ms, progressDeadline: 20s }
  ${spec}
`;
}

/** A web server; its check goes through the connection, to the machine's own loopback address. */
function server(port: number): string {
  const program = `require('http').createServer((q, a) => a.end('well\\n')).listen(process.argv[1], '127.0.0.1')`;
  return `command: ${JSON.stringify([process.execPath, '-e', program, '{port}'])}
  ports: [{ name: http, port: ${port} }]
  checks: [{ name: up, http: { path: /healthz, port: http } }]`;
}
