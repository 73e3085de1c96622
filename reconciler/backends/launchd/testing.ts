import type { Definition } from '../../model/definition.ts';
import type { Mark } from '../../model/observed.ts';
import type { BackendContext } from '../backend.ts';
import { plistPath } from './scope.ts';

/** Values that the tests of launchd start from: a user's login on a Mac. */
export const macContext: BackendContext = {
  owner: 'shop-1',
  ownerDirectory: '/Users/ann/.local/state/provctl/shop-1',
  facts: {
    machineId: '0123456789abcdef0123456789abcdef',
    bootId: 'b00t',
    kernel: 'Darwin',
    hostname: 'mini',
    uid: 501,
    user: 'ann',
    home: '/Users/ann',
    uptimeMs: 5000,
    systemdVersion: 0,
    userManager: false,
    launchd: true,
    crontab: false,
    stateRoot: '/Users/ann/.local/state/provctl',
  },
};

export const macRootContext: BackendContext = {
  ...macContext,
  ownerDirectory: '/var/lib/provctl/shop-1',
  facts: { ...macContext.facts, uid: 0, user: 'root', home: '/var/root' },
};

export function definitionOf(more: Partial<Definition> = {}): Definition {
  const instance = more.instance ?? 'api';
  return {
    service: instance.split('@')[0] ?? instance,
    instance,
    backend: 'launchd',
    command: ['/opt/api', '--port', '8080'],
    env: {},
    ports: [],
    files: [],
    restart: { policy: 'on-failure', delayMs: 1000, maxDelayMs: 60_000, burst: 5, windowMs: 60_000 },
    stop: { signal: 'SIGTERM', timeoutMs: 30_000 },
    checks: [],
    rollout: { strategy: 'recreate', minReadyMs: 0, progressDeadlineMs: 1000, onFailure: 'rollback' },
    limits: {},
    logs: { maxSizeBytes: 1_000_000, keep: 2 },
    boot: true,
    dependsOn: [],
    protected: false,
    ...more,
  };
}

/** `letter` stands for what was hashed. */
export function markOf(definition: Definition, context = macContext, letter = 'a'): Mark {
  const hash = `v1:${letter.repeat(64)}`;
  return {
    owner: context.owner,
    machineId: context.facts.machineId,
    path: plistPath(context, definition.instance),
    service: definition.service,
    instance: definition.instance,
    release: letter.repeat(16),
    specHash: hash,
    restartHash: hash,
    reloadHash: hash,
    commit: 'c'.repeat(40),
    protected: false,
  };
}
