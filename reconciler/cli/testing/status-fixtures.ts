import { emptyLedger } from '../../model/ledger.ts';
import type { ObservedInstance } from '../../model/observed.ts';
import type { InstanceStatus, MachineStatus, ServiceStatus, Status } from '../../pass/engine.ts';
import { newRelease, oldRelease, stack } from './fixtures.ts';

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

const running: ObservedInstance['run'] = {
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
    ready: (parts.health ?? 'Healthy') === 'Healthy',
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
    ready: instances.filter(({ ready }) => ready).length,
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
