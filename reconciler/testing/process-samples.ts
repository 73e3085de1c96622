import type { BackendContext } from '../backends/backend.ts';
import { processBackend } from '../backends/process/process.ts';
import type { Definition } from '../model/definition.ts';
import { sha256 } from '../model/digest.ts';
import { canonicalJson } from '../model/json.ts';
import type { Mark } from '../model/observed.ts';
import { sampleDefinition, sampleMark } from './samples.ts';

/** A machine that has only a shell, and cron. */
export const sampleContext: BackendContext = {
  owner: 'shop-1',
  ownerDirectory: '/var/lib/provctl/shop-1',
  facts: {
    machineId: '0123456789abcdef0123456789abcdef',
    bootId: 'b00t',
    kernel: 'Linux',
    hostname: 'web-1',
    uid: 0,
    user: 'root',
    home: '/home/tester',
    uptimeMs: 0,
    systemdVersion: 0,
    userManager: false,
    launchd: false,
    crontab: true,
    stateRoot: '/var/lib/provctl',
  },
};

/** A service of this backend that runs the words. */
export function processDefinition(command: readonly string[], more: Partial<Definition> = {}): Definition {
  const instance = more.instance ?? 'api';
  return sampleDefinition({
    service: instance,
    command,
    restart: { policy: 'on-failure', delayMs: 100, maxDelayMs: 400, burst: 0, windowMs: 60_000 },
    stop: { signal: 'SIGTERM', timeoutMs: 5000 },
    rollout: { strategy: 'recreate', minReadyMs: 0, progressDeadlineMs: 1000, onFailure: 'rollback' },
    logs: { maxSizeBytes: 1_048_576, keep: 2 },
    boot: false,
    ...more,
  });
}

/** `letter` stands for what was hashed. */
export function markFor(context: BackendContext, definition: Definition, letter: string): Mark {
  return {
    ...sampleMark(context, definition, processBackend.path(context, definition.instance), letter),
    release: sha256(canonicalJson(definition) + letter).slice(0, 16),
  };
}
