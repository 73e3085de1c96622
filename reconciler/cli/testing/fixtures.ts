import type { Compiled } from '../../compile/compiled.ts';
import type { Definition } from '../../model/definition.ts';
import type { Change, InstanceState, Plan } from '../../model/plan.ts';
import type { Problem } from '../../model/problem.ts';

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
