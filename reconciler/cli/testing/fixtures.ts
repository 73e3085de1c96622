import type { Compiled } from '../../compile/compiled.ts';
import type { Definition } from '../../model/definition.ts';
import { emptyLedger } from '../../model/ledger.ts';
import type { ObservedInstance } from '../../model/observed.ts';
import type { Change, InstanceState, Plan } from '../../model/plan.ts';
import type { Problem } from '../../model/problem.ts';
import type { InstanceStatus, MachineStatus, ServiceStatus, Status } from '../../pass/engine.ts';

export function compiledOf(
  problems: readonly Problem[],
  texts: Readonly<Record<string, string>> = {},
): Compiled {
  const invalid = problems.some(({ severity }) => severity === 'error');
  return {
    desired: invalid
      ? null
      : {
          stack: stack,
          machines: [],
          instances: [],
          contents: new Map(),
          secrets: [],
        },
    problems,
    files: 14,
    texts: new Map(Object.entries(texts)),
  };
}

export const stack: Plan['stack'] = {
  name: 'shop',
  ownerId: 'shop-prod-7f3k2m9q',
  environment: 'production',
  prune: true,
  maxPrune: { percent: 20 },
  renamedFrom: [],
};

export function planOf(changes: readonly Change[], parts: Partial<Plan> = {}): Plan {
  return {
    formatVersion: '1.0',
    id: '01J00000000000000000000000',
    stack,
    source: {
      commit: '3f2c91e04b7d5a6c8e9f00112233445566778899',
      subject: 'api 1.4.2, more workers',
      branch: 'main',
      dirty: false,
      shallow: false,
    },
    machines: [...new Set(changes.map(({ machine }) => machine))].map((machine) => ({
      machine,
      reached: true,
      reason: '',
      machineId: 'a1b2c3',
    })),
    changes,
    denials: [],
    hints: [],
    ...parts,
  };
}

export const nothing: InstanceState = {
  release: null,
  definition: null,
  mark: null,
  path: null,
  digest: null,
  run: 'stopped',
};

export function changeOf(action: Change['action'], address: string, parts: Partial<Change> = {}): Change {
  const [machine = '', instance = ''] = address.split('/');
  return {
    address,
    machine,
    service: instance.split('@')[0] ?? instance,
    instance,
    backend: 'systemd',
    action,
    reason: action === 'create' ? 'not-installed' : action === 'none' ? 'converged' : 'definition-changed',
    detail: '',
    paths: [],
    before: nothing,
    after: nothing,
    fingerprint: '',
    drift: false,
    held: false,
    waitsFor: [],
    ...parts,
  };
}

function definitionOf(service: string, command: readonly string[]): Definition {
  return {
    service,
    instance: service,
    backend: 'systemd',
    command,
    env: {},
    ports: [],
    files: [],
    restart: { policy: 'on-failure', delayMs: 1000, maxDelayMs: 60_000, burst: 5, windowMs: 60_000 },
    stop: { signal: 'SIGTERM', timeoutMs: 30_000 },
    checks: [],
    rollout: {
      strategy: 'recreate',
      minReadyMs: 1000,
      progressDeadlineMs: 600_000,
      onFailure: 'rollback',
    },
    limits: {},
    logs: { maxSizeBytes: 10_485_760, keep: 5 },
    boot: true,
    dependsOn: [],
    protected: false,
  };
}

export const oldRelease = '9a41c07d00000000';
export const newRelease = '5be2210f00000000';

/** The plan of ux.md. */
export function shopPlan(): Plan {
  const web = Array.from({ length: 12 }, (_, index) => `web-${index + 1}`);
  const at = (line: number) => ({ file: 'services/api.yaml', line, column: 3, length: 7 });
  const release = (name: string): InstanceState => ({ ...nothing, release: name, run: 'running' });
  return planOf(
    [
      ...web.map((machine) =>
        changeOf('restart', `${machine}/api`, {
          paths: [
            { path: 'command', before: 'api --workers 4', after: 'api --workers 8', at: at(9) },
            { path: 'artifact.source', before: 'api-1.4.1.tar.gz', after: 'api-1.4.2.tar.gz', at: at(14) },
          ],
          before: release(oldRelease),
          after: release(newRelease),
        }),
      ),
      ...web.map((machine) =>
        changeOf('reload', `${machine}/nginx`, {
          reason: 'files-changed',
          paths: [
            { path: 'files./etc/nginx/conf.d/shop.conf', before: 'a1b2c3d', after: 'd4e5f6a', at: null },
          ],
        }),
      ),
      changeOf('update', 'web-7/cache', { reason: 'edited-by-hand', drift: true }),
      changeOf('create', 'jobs-1/mailer', {
        after: { ...nothing, definition: definitionOf('mailer', ['mailer', '--queue', 'out']) },
      }),
      changeOf('delete', 'jobs-1/cron-legacy', { reason: 'not-declared' }),
      changeOf('none', 'web-1/search', { reason: 'held', held: true, detail: 'ana: reindex' }),
      changeOf('none', 'web-2/quiet'),
    ],
    {
      machines: [
        ...[...web, 'jobs-1'].map((machine) => ({ machine, reached: true, reason: '', machineId: 'a1' })),
        {
          machine: 'web-13',
          reached: false,
          reason: 'no answer: connect timed out after 5 s (10.0.0.19:22)',
          machineId: '',
        },
      ],
    },
  );
}

export const nginxDiff = `--- a/etc/nginx/conf.d/shop.conf
+++ b/etc/nginx/conf.d/shop.conf
@@ -1,2 +1,2 @@
-keepalive_timeout 65s;
+keepalive_timeout 30s;
 gzip on;
`;

export function machineOf(machine: string, parts: Partial<MachineStatus> = {}): MachineStatus {
  return {
    machine,
    reached: true,
    reason: '',
    facts: {
      machineId: 'c0ffee00c0ffee00',
      bootId: 'b',
      kernel: 'Linux 6.1.0',
      hostname: machine,
      uid: 0,
      user: 'root',
      home: '/root',
      uptimeMs: 3 * 86_400_000,
      systemdVersion: 252,
      userManager: false,
      launchd: false,
      crontab: true,
      stateRoot: '/var/lib/provctl',
    },
    ledger: emptyLedger(stack.ownerId, 'c0ffee00c0ffee00'),
    ...parts,
  };
}

export function observedOf(instance: string, run: ObservedInstance['run']): ObservedInstance {
  return {
    instance,
    backend: 'systemd',
    installed: { kind: 'absent' },
    loaded: { restartHash: null, stale: false },
    boot: true,
    run,
  };
}

export const running: ObservedInstance['run'] = {
  kind: 'running',
  process: { bootId: 'b', pid: 4711, start: '99' },
  invocation: 'i',
  restarts: 0,
  restartHash: 'v1:r',
  reloadHash: null,
  release: newRelease,
  startedAtMs: 0,
};

export function instanceOf(
  machine: string,
  instance: string,
  parts: Partial<InstanceStatus> = {},
): InstanceStatus {
  return {
    machine,
    declared: true,
    desired: null,
    observed: observedOf(instance, running),
    release: newRelease,
    health: 'Healthy',
    why: '',
    ageMs: 125_000,
    ...parts,
  };
}

export function serviceOf(
  service: string,
  instances: readonly InstanceStatus[],
  parts: Partial<ServiceStatus> = {},
): ServiceStatus {
  return {
    service,
    ready: instances.filter(({ health }) => health === 'Healthy').length,
    wanted: instances.length,
    health: 'Healthy',
    why: '',
    hold: null,
    instances,
    ...parts,
  };
}

export function shopStatus(): Status {
  const why = 'exited 137 (killed), restart 3 of 5 in 8 s';
  return {
    stack: 'shop',
    commit: '3f2c91e04b7d5a6c8e9f00112233445566778899',
    machines: [
      machineOf('web-1', {
        ledger: {
          ...emptyLedger(stack.ownerId, 'c0ffee00c0ffee00'),
          rejected: {
            api: [{ release: oldRelease, reason: 'check "up" answered 500', at: '2026-03-01T10:00:00Z' }],
          },
          incomplete: { cache: oldRelease },
        },
      }),
      machineOf('web-2'),
      machineOf('web-3', {
        reached: false,
        reason: 'connect timed out after 5 s',
        facts: null,
        ledger: null,
      }),
    ],
    services: [
      serviceOf('api', [instanceOf('web-1', 'api'), instanceOf('web-2', 'api')]),
      serviceOf(
        'cache',
        [
          instanceOf('web-1', 'cache', {
            health: 'Degraded',
            why,
            ageMs: null,
            observed: observedOf('cache', { kind: 'crashlooping', restarts: 3 }),
          }),
          instanceOf('web-3', 'cache', {
            health: 'Unknown',
            why: 'connect timed out after 5 s',
            ageMs: null,
            release: null,
            observed: observedOf('cache', { kind: 'unknown', reason: 'connect timed out after 5 s' }),
          }),
        ],
        { health: 'Degraded', why: `web-1: ${why}` },
      ),
      serviceOf(
        'search',
        [
          instanceOf('web-2', 'search', {
            health: 'Stopped',
            ageMs: null,
            observed: observedOf('search', { kind: 'failed', result: 'exit-code', exitStatus: 1 }),
          }),
        ],
        {
          health: 'Stopped',
          hold: { by: 'ana', reason: 'reindex', since: '2026-02-28T18:40:00Z', wanted: 'stopped' },
        },
      ),
    ],
  };
}
