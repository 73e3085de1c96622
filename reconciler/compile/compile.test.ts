import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desired } from '../model/desired.ts';
import { sha256 } from '../model/digest.ts';
import { compile } from './compile.ts';
import type { CompileOptions } from './options.ts';
import { services } from './testdata/arbitrary.ts';
import { type Files, treeOf } from './testdata/tree.ts';

const stack = `apiVersion: provctl.dev/v1
kind: Stack
metadata: { name: shop }
spec: { ownerId: shop-test-7f3k2m9q, vars: { domain: shop.example } }
`;

const service = (spec: string, name = 'api') =>
  `apiVersion: provctl.dev/v1\nkind: Service\nmetadata: { name: ${name} }\nspec:\n${spec.trim().replace(/^ */gm, '  ')}\n`;

const local = 'placement: { local: true }\ncommand: [/bin/sleep, "60"]\n';

function desiredOf(files: Files, folder = '', options: CompileOptions = {}): Desired {
  const compiled = compile(treeOf(files, folder), options);
  expect(compiled.problems).toEqual([]);
  if (compiled.desired === null) throw new Error('There is no desired state');
  return compiled.desired;
}

function codesOf(files: Files, folder = '', options: CompileOptions = {}): readonly string[] {
  return compile(treeOf(files, folder), options).problems.map(({ code }) => code);
}

/** Places say where something is written, which is no part of what is desired. */
function withoutPlaces({ instances, ...rest }: Desired): object {
  return { ...rest, instances: instances.map(({ places: _places, ...instance }) => instance) };
}

describe('compile', () => {
  it('fills defaults in, expands placeholders and leaves {release} for later', () => {
    const desired = desiredOf({
      'stack.yaml': stack,
      'api.yaml': service(`
placement: { local: true, instancesPerMachine: 2 }
command: ["{release}/bin/api", "{port}", "{port.admin}", "{{name}", "\${HOME}"]
ports: [{ name: http, port: 8080 }, { name: admin, port: 9080 }]
env: { WHO: "{name}/{instance}@{machine}", URL: "http://{machine.address}.{vars.domain}", TOKEN: { secret: token } }
checks: [{ name: up, http: { path: /healthz, port: http }, interval: 2s }]
umask: "027"`),
    });
    expect(desired.machines.map(({ name }) => name)).toEqual(['local']);
    expect(desired.secrets).toEqual(['token']);
    expect(desired.instances.map(({ definition }) => definition.instance)).toEqual(['api', 'api@2']);
    expect(desired.instances[1]).toMatchObject({
      machine: 'local',
      backend: 'auto',
      adopt: false,
      definition: {
        service: 'api',
        backend: 'process',
        command: ['{release}/bin/api', '8081', '9081', '{name}', '${HOME}'],
        env: {
          TOKEN: { secret: 'token', digest: '' },
          URL: 'http://127.0.0.1.shop.example',
          WHO: 'api/api@2@local',
        },
        umask: '0027',
        restart: { policy: 'on-failure', delayMs: 1000, maxDelayMs: 60_000, burst: 5, windowMs: 60_000 },
        stop: { signal: 'SIGTERM', timeoutMs: 30_000 },
        checks: [{ name: 'up', probe: { kind: 'http', path: '/healthz', port: 8081 }, intervalMs: 2000 }],
        boot: true,
      },
    });
  });

  it('says where each field of a service stands', () => {
    const { instances } = desiredOf({ 'stack.yaml': stack, 'api.yaml': service(`${local}boot: true`) });
    expect(instances[0]?.places['boot']).toEqual({ file: 'api.yaml', line: 7, column: 3, length: 4 });
  });

  it('resolves fleets, profiles, selectors and labels', () => {
    const desired = desiredOf({
      'stack.yaml': stack,
      'machines.yaml': `apiVersion: provctl.dev/v1
kind: Profile
metadata: { name: production }
spec: { ssh: { user: deploy, credential: prod }, labels: { env: prod, zone: x } }
---
apiVersion: provctl.dev/v1
kind: Fleet
metadata: { name: web }
spec:
  profile: production
  machines:
    - { name: web-2, address: 10.0.0.12, labels: { zone: b }, ssh: { port: 2222 } }
    - { name: web-1, address: 10.0.0.11, labels: { zone: a } }
`,
      'api.yaml': service(
        'placement: { fleet: web, selector: "zone in (b),env,!canary" }\ncommand: [/bin/echo, "{label.zone}"]',
      ),
    });
    expect(desired.machines).toEqual([
      {
        name: 'web-1',
        connection: { kind: 'ssh', address: '10.0.0.11', port: 22, user: 'deploy', credential: 'prod' },
        labels: { env: 'prod', zone: 'a' },
        fleet: 'web',
      },
      {
        name: 'web-2',
        connection: { kind: 'ssh', address: '10.0.0.12', port: 2222, user: 'deploy', credential: 'prod' },
        labels: { env: 'prod', zone: 'b' },
        fleet: 'web',
      },
    ]);
    expect(desired.instances.map(({ machine, definition }) => [machine, definition.command])).toEqual([
      ['web-2', ['/bin/echo', 'b']],
    ]);
  });

  it('knows over which machines each is reached, and reaches a bastion itself directly', () => {
    const desired = desiredOf({
      'stack.yaml': stack,
      'machines.yaml': `apiVersion: provctl.dev/v1
kind: Profile
metadata: { name: inside }
spec: { ssh: { jump: bastion } }
---
apiVersion: provctl.dev/v1
kind: Fleet
metadata: { name: web }
spec:
  profile: inside
  machines:
    - { name: bastion, address: 192.0.2.1, ssh: { user: jump, become: sudo } }
    - { name: web-1, address: 10.0.0.11 }
    - { name: web-2, address: 10.0.0.12, ssh: { jump: web-1 } }
`,
      'api.yaml': service('placement: { fleet: web }\ncommand: [/bin/echo]'),
    });
    const bastion = { kind: 'ssh', address: '192.0.2.1', port: 22, user: 'jump', become: 'sudo' };
    const one = { kind: 'ssh', address: '10.0.0.11', port: 22, jump: { ...bastion, machine: 'bastion' } };
    const two = { kind: 'ssh', address: '10.0.0.12', port: 22, jump: { ...one, machine: 'web-1' } };
    expect(desired.machines.map(({ connection }) => connection)).toEqual([bastion, one, two]);
  });

  it('brings the bytes of managed files along, those of the repository untouched', () => {
    const bytes = Uint8Array.from([0, 1, 255, 10]);
    const { instances, contents } = desiredOf({
      'stack.yaml': stack,
      'files/raw.bin': bytes,
      'api.yaml': service(`${local}files:
- { path: /etc/b, source: files/raw.bin, mode: "640" }
- { path: "/etc/{name}", content: "for {vars.domain}\\n", onChange: none }`),
    });
    expect(instances[0]?.definition.files).toEqual([
      { path: '/etc/api', digest: sha256('for shop.example\n'), mode: '0644', onChange: 'none' },
      { path: '/etc/b', digest: sha256(bytes), mode: '0640', onChange: 'restart' },
    ]);
    expect(contents.get(sha256(bytes))).toEqual(bytes);
  });

  it('includes folders, lets the includer win, and shows a patched field where it was patched', () => {
    const files = {
      'base/stack.yaml': stack
        .replace('shop.example', 'base.example')
        .replace('vars: {', 'vars: { region: eu,'),
      'base/api.yaml': service(`${local}env: { A: "{vars.domain}", B: "{vars.region}", C: c }`),
      'base/files/conf': 'x',
      'production/stack.yaml': `${stack}  `.replace(
        'spec: {',
        'spec: { include: [../base], patches: [{ kind: Service, name: api, patch: { spec: { env: { C: null, D: d }, boot: false } } }],',
      ),
    };
    const { stack: own, instances } = desiredOf(files, 'production');
    expect(own.name).toBe('shop');
    expect(instances[0]?.definition.env).toEqual({ A: 'shop.example', B: 'eu', D: 'd' });
    expect(instances[0]?.places['boot']?.file).toBe('production/stack.yaml');
    expect(instances[0]?.places['env']?.file).toBe('base/api.yaml');
  });

  it('judges fields that a fixed backend refuses, and leaves `auto` to the machine', () => {
    const refusals = (_backend: string, field: string) => field === 'limits.memory';
    const files = (backend: string) => ({
      'stack.yaml': stack,
      'api.yaml': service(`${local}backend: ${backend}\nlimits: { memory: 1Mi }`),
    });
    expect(codesOf(files('process'), '', { refusals })).toEqual(['unsupported-field']);
    expect(codesOf(files('auto'), '', { refusals })).toEqual([]);
  });

  it('does not run a failed scheduled service again before its time, unless told to', () => {
    const { instances } = desiredOf({
      'stack.yaml': stack,
      'api.yaml': service(`${local}schedule: "0 3 * * *"`),
    });
    expect(instances[0]?.definition).toMatchObject({
      restart: { policy: 'no' },
      schedule: { cron: '0 3 * * *', timeZone: 'UTC', missed: 'skip' },
    });
  });

  it('keeps looking at this machine when nothing is declared on it any more', () => {
    expect(desiredOf({ 'stack.yaml': stack }).machines.map(({ name }) => name)).toEqual(['local']);
  });

  it('passes over hidden files and what services install', () => {
    expect(
      desiredOf({ 'stack.yaml': stack, 'files/x.yaml': 'a: [', '.github/ci.yaml': 'a: [', 'README.md': '#' })
        .instances,
    ).toEqual([]);
  });
});

describe('limits', () => {
  const limit = { maxFileBytes: 400, maxFilesCount: 3, maxProblemsCount: 2, maxInstancesCount: 4 };

  it.each([
    ['file-too-large', { 'a.yaml': `# ${'x'.repeat(400)}` }],
    ['too-many-files', { 'a.yaml': '', 'b.yaml': '', 'c.yaml': '', 'd.yaml': '' }],
    [
      'too-many-instances',
      { 'a.yaml': service('placement: { local: true, instancesPerMachine: 5 }\ncommand: [/x]') },
    ],
    ['more-problems', { 'a.yaml': service(`${local}a: 1\nb: 1\nc: 1`) }],
  ])('reports %s', (code, files) => {
    expect(codesOf({ 'stack.yaml': stack, ...files }, '', { limits: limit })).toContain(code);
  });

  it('expands no variable into more than a text may be', () => {
    const files = {
      'stack.yaml': stack.replace('shop.example', 'x'.repeat(60_000)),
      'a.yaml': service(`${local}description: "${'{vars.domain}'.repeat(100)}"`),
    };
    expect(codesOf(files)).toEqual(['expanded-too-long']);
  });
});

describe('properties', () => {
  it('means the same whatever the order of keys, the quotes, the comments and the language', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(services, { selector: nameOf, maxLength: 3 }),
        fc.integer(),
        fc.integer(),
        (all, one, other) => {
          const inYaml = Object.fromEntries(
            all.map((written, index) => [`${index}.yaml`, written.yaml(one)]),
          );
          const inOneFile = {
            'all.yaml': all
              .map((written) => written.yaml(other))
              .reverse()
              .join('---\n'),
          };
          const inToml = Object.fromEntries(
            all.map((written, index) => [`${index}.toml`, written.toml(other)]),
          );
          const [first, ...rest] = [inYaml, inOneFile, inToml].map((files) =>
            withoutPlaces(desiredOf({ 'stack.yaml': stack, ...files })),
          );
          for (const same of rest) expect(same).toEqual(first);
        },
      ),
      { numRuns: Number(process.env['PROVCTL_RUNS'] ?? 30) },
    );
  });
});

function nameOf(written: { readonly value: Readonly<Record<string, unknown>> }): unknown {
  return JSON.stringify(written.value['metadata']);
}
