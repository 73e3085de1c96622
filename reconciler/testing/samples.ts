import type { BackendContext } from '../backends/backend.ts';
import type { Definition } from '../model/definition.ts';
import type { Desired, DesiredInstance, Machine, Stack } from '../model/desired.ts';
import { emptyLedger, type Ledger } from '../model/ledger.ts';
import type {
  MachineFacts,
  Mark,
  Observed,
  ObservedInstance,
  ObservedMachine,
  SeenMachine,
} from '../model/observed.ts';
import { noOptions, type PlanInput, type PlanOptions } from '../plan/input.ts';
import type { PlanRules } from '../plan/rules.ts';

/** Small, valid things of the model; a test says only what it is about. */
export const sampleOwner = 'shop-test-1';
export const sampleCommit = 'c'.repeat(40);

export function sampleDefinition(change: Partial<Definition> = {}): Definition {
  const service = change.service ?? 'api';
  return {
    service,
    instance: service,
    backend: 'process',
    command: [`/opt/${service}`, '--serve'],
    env: {},
    ports: [],
    files: [],
    restart: { policy: 'on-failure', delayMs: 1_000, maxDelayMs: 60_000, burst: 5, windowMs: 60_000 },
    stop: { signal: 'SIGTERM', timeoutMs: 10_000 },
    checks: [],
    rollout: { strategy: 'recreate', minReadyMs: 1_000, progressDeadlineMs: 60_000, onFailure: 'rollback' },
    limits: {},
    logs: { maxSizeBytes: 1_048_576, keep: 3 },
    boot: true,
    dependsOn: [],
    protected: false,
    ...change,
  };
}

/** The mark of a definition where it stands; `letter` stands for what was hashed. */
export function sampleMark(
  { owner, facts }: BackendContext,
  definition: Definition,
  path: string,
  letter = 'a',
): Mark {
  const hash = `v1:${letter.repeat(64)}`;
  return {
    owner,
    machineId: facts.machineId,
    path,
    service: definition.service,
    instance: definition.instance,
    release: letter.repeat(16),
    specHash: hash,
    restartHash: hash,
    reloadHash: hash,
    commit: sampleCommit,
    protected: false,
  };
}

export function sampleInstance(
  definition: Definition,
  change: Partial<DesiredInstance> = {},
): DesiredInstance {
  return {
    machine: 'web-1',
    backend: definition.backend,
    definition,
    places: {},
    renamedFrom: [],
    adopt: false,
    isBootGiven: false,
    ...change,
  };
}

export const sampleStack: Stack = {
  name: 'shop',
  ownerId: sampleOwner,
  environment: 'test',
  prune: true,
  maxPrune: { percent: 100 },
  renamedFrom: [],
};

export function sampleDesired(instances: readonly DesiredInstance[], stack: Partial<Stack> = {}): Desired {
  const machines = [...new Set(['web-1', ...instances.map(({ machine }) => machine)])].map(
    (name): Machine => ({ name, connection: { kind: 'local' }, labels: {}, fleet: null }),
  );
  return {
    stack: { ...sampleStack, ...stack },
    machines,
    instances,
    contents: new Map(),
    secrets: [],
  };
}

export function sampleFacts(machine: string, change: Partial<MachineFacts> = {}): MachineFacts {
  return {
    machineId: `id-of-${machine}`,
    bootId: 'boot-1',
    kernel: 'Linux',
    hostname: machine,
    uid: 0,
    user: 'root',
    home: '/root',
    uptimeMs: 1_000_000,
    systemdVersion: 252,
    userManager: false,
    launchd: false,
    crontab: true,
    stateRoot: '/var/lib/provctl',
    ...change,
  };
}

export function sampleMachine(
  machine = 'web-1',
  instances: readonly ObservedInstance[] = [],
  change: Partial<SeenMachine> = {},
): SeenMachine {
  return {
    kind: 'seen',
    machine,
    facts: sampleFacts(machine),
    ledger: sampleLedger(machine),
    ledgerDigest: null,
    instances,
    files: {},
    ...change,
  };
}

export function sampleLedger(machine = 'web-1', change: Partial<Ledger> = {}): Ledger {
  return { ...emptyLedger(sampleOwner, `id-of-${machine}`), ...change };
}

export function sampleObserved(machines: readonly ObservedMachine[] = [sampleMachine()], at = 0): Observed {
  return { at, machines };
}

export function sampleInput(
  desired: Desired,
  observed: Observed,
  options: Partial<PlanOptions> = {},
  change: Partial<PlanInput> = {},
): PlanInput {
  return {
    id: 'plan-1',
    desired,
    observed,
    source: { commit: sampleCommit, subject: 'test', branch: 'main', dirty: false, shallow: false },
    secretDigests: {},
    ancestors: new Set([sampleCommit]),
    options: { ...noOptions, ...options },
    ...change,
  };
}

/** Backends that can everything. */
export const sampleRules: PlanRules = {
  pickBackend: () => 'process',
  refusals: () => [],
  path: (context, backend, instance) => `${context.ownerDirectory}/instances/${instance}/${backend}.mark`,
};
