import type { BackendContext } from '../backends/backend.ts';
import { plistPath } from '../backends/launchd/scope.ts';
import type { Definition } from '../model/definition.ts';
import type { Mark } from '../model/observed.ts';
import { sampleDefinition, sampleMark } from './samples.ts';

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
  return sampleDefinition({
    service: instance.split('@')[0] ?? instance,
    instance,
    backend: 'launchd',
    command: ['/opt/api', '--port', '8080'],
    stop: { signal: 'SIGTERM', timeoutMs: 30_000 },
    rollout: { strategy: 'recreate', minReadyMs: 0, progressDeadlineMs: 1000, onFailure: 'rollback' },
    logs: { maxSizeBytes: 1_000_000, keep: 2 },
    ...more,
  });
}

export function markOf(definition: Definition, context = macContext, letter = 'a'): Mark {
  return sampleMark(context, definition, plistPath(context, definition.instance), letter);
}
