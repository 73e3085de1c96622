import { describe, expect, test } from 'vitest';
import type { Definition } from '../model/definition.ts';
import type { DesiredInstance, Stack } from '../model/desired.ts';
import type { Ledger } from '../model/ledger.ts';
import type { Installed, ObservedInstance } from '../model/observed.ts';
import { type Action, type Change, type Plan, type ReasonCode, reasonCodes } from '../model/plan.ts';
import { workOf } from '../model/work.ts';
import { applyToModel } from '../testing/model-machine.ts';
import {
  type SeenMachine,
  sampleDefinition,
  sampleDesired,
  sampleFacts,
  sampleInput,
  sampleInstance,
  sampleLedger,
  sampleMachine,
  sampleObserved,
  sampleRules,
} from '../testing/samples.ts';
import type { PlanInput, PlanOptions } from './input.ts';
import { plan } from './plan.ts';

const digest = 'a'.repeat(64);
const api = sampleDefinition({
  env: { KEY: { secret: 'key', digest: '' } },
  files: [{ path: '/etc/api', digest, mode: '0644', onChange: 'restart' }],
  reload: { signal: 'SIGHUP' },
});

/** What stands after `api` was applied; then something happens to it. */
function standing(
  change: (api: ObservedInstance, machine: SeenMachine) => Partial<SeenMachine> = () => ({}),
): SeenMachine {
  const first = plan(input([sampleInstance(api)], sampleMachine()), sampleRules);
  const [machine] = applyToModel(first, sampleObserved()).machines;
  const [instance] = machine?.kind === 'seen' ? machine.instances : [];
  if (machine?.kind !== 'seen' || instance === undefined) throw new Error('nothing stands');
  return { ...machine, ...change(instance, machine) };
}

function only(change: (one: ObservedInstance) => Partial<ObservedInstance>): SeenMachine {
  return standing((one) => ({ instances: [{ ...one, ...change(one) }] }));
}

function marked(change: Partial<Extract<Installed, { kind: 'marked' }>>): SeenMachine {
  return only(({ installed }) => ({
    installed: installed.kind === 'marked' ? { ...installed, ...change } : installed,
  }));
}

function remarked(change: Partial<Extract<Installed, { kind: 'marked' }>['mark']>): SeenMachine {
  return only(({ installed }) => ({
    installed:
      installed.kind === 'marked' ? { ...installed, mark: { ...installed.mark, ...change } } : installed,
  }));
}

function ledgered(change: Partial<Ledger>, machine = standing()): SeenMachine {
  return { ...machine, ledger: { ...machine.ledger, ...change } };
}

function input(
  wanted: readonly DesiredInstance[],
  machine: SeenMachine,
  options: Partial<PlanOptions> = {},
  stack: Partial<Stack> = {},
): PlanInput {
  return sampleInput(sampleDesired(wanted, stack), sampleObserved([machine]), options, {
    secretDigests: { 'web-1': { key: 'hmac:one' } },
  });
}

const wish = (change: Partial<Definition> = {}, instance: Partial<DesiredInstance> = {}) => [
  sampleInstance({ ...api, ...change }, instance),
];

interface Case {
  readonly reason: ReasonCode;
  readonly when: string;
  readonly made: () => Plan;
  readonly action: Action;
  /** install and run, where it is a convergence. */
  readonly work?: readonly [boolean, string];
  readonly drift?: boolean;
  readonly held?: boolean;
  readonly denial?: string;
}

const planned = (
  wanted: readonly DesiredInstance[],
  machine: SeenMachine,
  options: Partial<PlanOptions> = {},
  stack: Partial<Stack> = {},
) => plan(input(wanted, machine, options, stack), sampleRules);

const foreign: Installed = {
  kind: 'foreign',
  path: '/etc/x',
  digest,
  content: 'Environment=PASSWORD=geheim',
};
const stopped = { run: { kind: 'stopped' } } as const;
const rejection = { reason: 'crashed', at: '2026-01-01T00:00:00Z' };
const release = () => {
  const one = standing().instances[0]?.installed;
  return one?.kind === 'marked' ? one.mark.release : '';
};

const cases: readonly Case[] = [
  { reason: 'converged', when: 'all is as wanted', made: () => planned(wish(), standing()), action: 'none' },
  {
    reason: 'converged',
    when: 'only its checks or order changed',
    made: () => planned(wish({ dependsOn: ['db'], checks: [] }), standing()),
    action: 'none',
  },
  {
    reason: 'not-installed',
    when: 'it is new',
    made: () => planned(wish(), sampleMachine()),
    action: 'create',
    work: [true, 'start'],
  },
  {
    reason: 'definition-changed',
    when: 'the command changed',
    made: () => planned(wish({ command: ['/other'] }), standing()),
    action: 'restart',
    work: [true, 'restart'],
  },
  {
    reason: 'definition-changed',
    when: 'a field only the manager reads changed',
    made: () => planned(wish({ description: 'new' }), standing()),
    action: 'update',
    work: [true, 'none'],
  },
  {
    reason: 'definition-changed',
    when: 'it changed and does not run',
    made: () =>
      planned(
        wish({ command: ['/other'] }),
        only(() => stopped),
      ),
    action: 'start',
    work: [true, 'start'],
  },
  {
    reason: 'files-changed',
    when: 'a file has new bytes',
    made: () =>
      planned(
        wish({ files: [{ path: '/etc/api', digest: 'b'.repeat(64), mode: '0644', onChange: 'restart' }] }),
        standing(),
      ),
    action: 'restart',
    work: [true, 'restart'],
  },
  {
    reason: 'files-changed',
    when: 'a file to reload is new',
    made: () =>
      planned(
        wish({ files: [...api.files, { path: '/etc/new', digest, mode: '0644', onChange: 'reload' }] }),
        standing(),
      ),
    action: 'reload',
    work: [true, 'reload'],
  },
  {
    reason: 'secret-changed',
    when: 'a secret has another value',
    made: () =>
      plan({ ...input(wish(), standing()), secretDigests: { 'web-1': { key: 'hmac:two' } } }, sampleRules),
    action: 'restart',
    work: [true, 'restart'],
  },
  {
    reason: 'edited-by-hand',
    when: 'the file was edited',
    made: () => planned(wish(), marked({ edited: true, definition: null })),
    action: 'update',
    work: [true, 'none'],
    drift: true,
  },
  {
    reason: 'unit-missing',
    when: 'its file is gone and it still runs',
    made: () =>
      planned(
        wish(),
        only(() => ({ installed: { kind: 'absent' } })),
      ),
    action: 'update',
    work: [true, 'none'],
    drift: true,
  },
  {
    reason: 'unit-missing',
    when: 'all of it is gone, though it was good',
    made: () =>
      planned(
        wish(),
        standing(() => ({ instances: [] })),
      ),
    action: 'create',
    work: [true, 'start'],
    drift: true,
  },
  {
    reason: 'file-drifted',
    when: 'a managed file was edited',
    made: () =>
      planned(
        wish(),
        standing(() => ({ files: { '/etc/api': 'c'.repeat(64) } })),
      ),
    action: 'restart',
    work: [true, 'restart'],
    drift: true,
  },
  {
    reason: 'file-drifted',
    when: 'a managed file is gone',
    made: () =>
      planned(
        wish(),
        standing(() => ({ files: { '/etc/api': null } })),
      ),
    action: 'restart',
    work: [true, 'restart'],
    drift: true,
  },
  {
    reason: 'not-running',
    when: 'it was stopped by somebody',
    made: () =>
      planned(
        wish(),
        only(() => stopped),
      ),
    action: 'start',
    work: [false, 'start'],
    drift: true,
  },
  {
    reason: 'failed',
    when: 'it crashed for good',
    made: () =>
      planned(
        wish(),
        only(() => ({ run: { kind: 'failed', result: 'signal', exitStatus: 9 } })),
      ),
    action: 'start',
    work: [false, 'start'],
    drift: true,
  },
  {
    reason: 'failed',
    when: 'its manager is starting it again and again',
    made: () =>
      planned(
        wish(),
        only(() => ({ run: { kind: 'crashlooping', restarts: 3 } })),
      ),
    action: 'none',
  },
  {
    reason: 'running-old-definition',
    when: 'it was installed and not restarted',
    made: () =>
      planned(
        wish(),
        only(({ run }) => ({ run: run.kind === 'running' ? { ...run, restartHash: 'v1:old' } : run })),
      ),
    action: 'restart',
    work: [false, 'restart'],
    drift: true,
  },
  {
    reason: 'running-old-definition',
    when: 'it was installed and not reloaded',
    made: () =>
      planned(
        wish(),
        only(({ run }) => ({ run: run.kind === 'running' ? { ...run, reloadHash: 'v1:old' } : run })),
      ),
    action: 'reload',
    work: [false, 'reload'],
    drift: true,
  },
  {
    reason: 'not-loaded',
    when: 'the manager has not read it',
    made: () =>
      planned(
        wish(),
        only(({ loaded }) => ({ loaded: { ...loaded, stale: true } })),
      ),
    action: 'update',
    work: [true, 'none'],
    drift: true,
  },
  {
    reason: 'boot-differs',
    when: 'somebody disabled it',
    made: () =>
      planned(
        wish(),
        only(() => ({ boot: false })),
      ),
    action: 'update',
    work: [true, 'none'],
    drift: true,
  },
  {
    reason: 'overridden',
    when: 'a drop-in that is not ours lies beside it',
    made: () => planned(wish(), marked({ overrides: ['/etc/x.d/o.conf'] })),
    action: 'none',
  },
  {
    reason: 'backend-changed',
    when: 'it moves to another backend',
    made: () => planned(wish({ backend: 'systemd' }), standing()),
    action: 'create',
    work: [true, 'start'],
  },
  {
    reason: 'renamed',
    when: 'it has a new name',
    made: () => planned(wish({ service: 'web', instance: 'web' }, { renamedFrom: ['api'] }), standing()),
    action: 'create',
    work: [true, 'start'],
  },
  {
    reason: 'renamed',
    when: 'its stack has a new owner id',
    made: () => planned(wish(), remarked({ owner: 'older' }), {}, { renamedFrom: ['older'] }),
    action: 'update',
    work: [true, 'none'],
  },
  {
    reason: 'not-declared',
    when: 'nobody wants it',
    made: () => planned([], standing(), { allowEmpty: true }),
    action: 'delete',
  },
  {
    reason: 'adoptable',
    when: 'a foreign thing is to be adopted',
    made: () =>
      planned(
        wish({}, { adopt: true }),
        only(() => ({ installed: foreign })),
      ),
    action: 'adopt',
  },
  {
    reason: 'replace-requested',
    when: 'it is to be replaced',
    made: () => planned(wish(), standing(), { replace: ['api'] }),
    action: 'replace',
    work: [true, 'restart'],
  },
  {
    reason: 'replace-requested',
    when: 'it is to be restarted',
    made: () =>
      planned(wish({ command: ['/other'] }), standing(), { imperative: { verb: 'restart', names: ['api'] } }),
    action: 'restart',
    work: [false, 'restart'],
  },
  {
    reason: 'held',
    when: 'an operator stopped it',
    made: () =>
      planned(
        wish(),
        ledgered(
          { holds: { api: { by: 'ana', reason: 'reindex', since: '', wanted: 'stopped' } } },
          only(() => stopped),
        ),
      ),
    action: 'none',
    held: true,
  },
  {
    reason: 'rejected',
    when: 'the wanted release failed before',
    made: () => planned(wish({ command: ['/bad'] }), badRejected()),
    action: 'none',
    denial: 'rejected',
  },
  {
    reason: 'rejected',
    when: 'the first release of all failed and still runs',
    made: () =>
      planned(wish(), ledgered({ lastGood: {}, rejected: { api: [{ release: release(), ...rejection }] } })),
    action: 'stop',
    work: [false, 'stop'],
    denial: 'rejected',
  },
  {
    reason: 'put-back',
    when: 'the rejected release stands where the good one should',
    made: () =>
      planned(
        wish(),
        ledgered({ lastGood: { api: 'good' }, rejected: { api: [{ release: release(), ...rejection }] } }),
      ),
    action: 'restart',
    work: [true, 'restart'],
    drift: true,
    denial: 'rejected',
  },
  {
    reason: 'protected',
    when: 'nobody wants it, but its mark protects it',
    made: () => planned([], remarked({ protected: true }), { allowEmpty: true }),
    action: 'none',
  },
  {
    reason: 'protected',
    when: 'even a destroy',
    made: () => planned([], remarked({ protected: true }), { destroy: true }),
    action: 'none',
    denial: 'protected',
  },
  {
    reason: 'prune-off',
    when: 'the stack does not prune',
    made: () => planned([], standing(), {}, { prune: false }),
    action: 'none',
  },
  {
    reason: 'foreign',
    when: 'somebody else’s thing has the name',
    made: () =>
      planned(
        wish(),
        only(() => ({ installed: foreign })),
      ),
    action: 'none',
    denial: 'foreign',
  },
  {
    reason: 'foreign',
    when: 'a file lies where ours should',
    made: () => planned(wish(), sampleMachine('web-1', [], { files: { '/etc/api': 'd'.repeat(64) } })),
    action: 'none',
    denial: 'foreign',
  },
  {
    reason: 'mark-copied',
    when: 'the mark was written for another machine',
    made: () => planned(wish(), remarked({ machineId: 'other' })),
    action: 'none',
    denial: 'foreign',
  },
  {
    reason: 'mark-copied',
    when: 'and it is taken over',
    made: () => planned(wish(), remarked({ machineId: 'other' }), { takeOver: true }),
    action: 'update',
    work: [true, 'none'],
  },
  {
    reason: 'other-owner',
    when: 'another stack owns it',
    made: () => planned(wish(), remarked({ owner: 'others' }), { takeOver: true }),
    action: 'none',
    denial: 'other-owner',
  },
  {
    reason: 'unreachable',
    when: 'nobody could look',
    made: () =>
      plan(
        sampleInput(
          sampleDesired(wish()),
          sampleObserved([{ kind: 'unreachable', machine: 'web-1', reason: 'timed out' }]),
        ),
        sampleRules,
      ),
    action: 'none',
  },
  {
    reason: 'unreachable',
    when: 'it cannot be told whether it runs',
    made: () =>
      planned(
        wish({ command: ['/other'] }),
        only(() => ({ run: { kind: 'unknown', reason: 'no /proc' } })),
      ),
    action: 'none',
  },
  {
    reason: 'unsupported',
    when: 'the backend cannot',
    made: () =>
      plan(input(wish(), sampleMachine()), {
        ...sampleRules,
        refusals: () => [{ field: 'umask', code: 'no-umask', values: {} }],
      }),
    action: 'none',
    denial: 'unsupported',
  },
  {
    reason: 'forget-requested',
    when: 'our mark is to come off',
    made: () => planned(wish(), standing(), { forget: ['api'] }),
    action: 'forget',
  },
  {
    reason: 'destroy-requested',
    when: 'everything of ours is to go',
    made: () => planned(wish(), standing(), { destroy: true }),
    action: 'delete',
  },
  {
    reason: 'stop-requested',
    when: 'it is to be stopped',
    made: () => planned(wish(), standing(), { imperative: { verb: 'stop', names: ['api'] } }),
    action: 'stop',
    work: [false, 'stop'],
  },
  {
    reason: 'excluded',
    when: 'it is not among the targets',
    made: () => planned(wish({ command: ['/other'] }), standing(), { targets: ['db'] }),
    action: 'none',
  },
  {
    reason: 'excluded',
    when: 'only drift is looked at',
    made: () => planned(wish({ command: ['/other'] }), standing(), { refreshOnly: true }),
    action: 'none',
  },
];

/** The good one stands; `/bad` was tried and put back. */
function badRejected(): SeenMachine {
  const bad = planned(wish({ command: ['/bad'] }), standing()).changes[0]?.after.release ?? '';
  return ledgered({ rejected: { api: [{ release: bad, ...rejection }] } });
}

describe.each(cases)(
  '$reason when $when',
  ({ reason, made, action, work, drift = false, held = false, denial }) => {
    test(action, () => {
      const result = made();
      const change = result.changes.find((one) => one.reason === reason && one.action === action) as Change;
      expect(result.changes.map((one) => `${one.action} ${one.reason}`)).toContain(`${action} ${reason}`);
      expect({ drift: change.drift, held: change.held }).toEqual({ drift, held });
      expect(result.denials.map(({ code }) => code)).toEqual(denial === undefined ? [] : [denial]);
      const done = workOf(change);
      if (work !== undefined) expect(done).toEqual({ kind: 'converge', install: work[0], run: work[1] });
    });
  },
);

test('every reason has its scenario', () => {
  expect([...new Set(cases.map(({ reason }) => reason))].sort()).toEqual([...reasonCodes].sort());
});

test('the values of a foreign unit’s environment are not shown', () => {
  const { changes } = planned(
    wish({}, { adopt: true }),
    only(() => ({ installed: foreign })),
  );
  expect(JSON.stringify(changes)).not.toContain('geheim');
});

test('says what changed, and never what a secret is', () => {
  const [change] = planned(
    wish(
      { command: ['/opt/api', 'a b'], stop: { signal: 'SIGTERM', timeoutMs: 90_000 } },
      { places: { stop: { file: 'a.yaml', line: 3, column: 1, length: 4 } } },
    ),
    standing(),
  ).changes;
  expect(change?.paths).toEqual([
    { path: 'command', before: '/opt/api --serve', after: '/opt/api "a b"', at: null },
    {
      path: 'stop.timeout',
      before: '10s',
      after: '90s',
      at: { file: 'a.yaml', line: 3, column: 1, length: 4 },
    },
  ]);
  const [secret] = plan({ ...input(wish(), standing()), secretDigests: {} }, sampleRules).changes;
  expect(secret?.paths).toEqual([{ path: 'env.KEY', before: '(secret)', after: '(secret)', at: null }]);
});

test('keeps the last good release healed while the wanted one is rejected', () => {
  const machine = badRejected();
  const dead = { ...machine, instances: machine.instances.map((one) => ({ ...one, ...stopped })) };
  const { changes } = planned(wish({ command: ['/bad'] }), dead);
  expect(changes[0]).toMatchObject({ action: 'start', reason: 'not-running', after: { release: release() } });
});

test('auto stays in the backend where the instance is ours', () => {
  const rules = { ...sampleRules, pickBackend: () => 'systemd' as const };
  const wanted = wish({}, { backend: 'auto' });
  expect(plan(input(wanted, standing()), rules).changes).toMatchObject([
    { action: 'none', backend: 'process' },
  ]);
  expect(plan(input(wanted, sampleMachine()), rules).changes).toMatchObject([
    { action: 'create', backend: 'systemd' },
  ]);
});

test('a machine from another one’s image is held until an operator says', () => {
  const copy = { ...standing(), facts: sampleFacts('web-1', { machineId: 'new' }) };
  const held = planned(wish(), copy);
  expect(held.denials).toMatchObject([{ code: 'restored-machine', address: 'web-1/*' }]);
  expect(planned(wish(), copy, { takeOver: true })).toMatchObject({
    denials: [],
    changes: [{ action: 'update' }],
  });
  expect(sampleLedger().machineId).toBe('id-of-web-1');
});
