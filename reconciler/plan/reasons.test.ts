import { describe, expect, test } from 'vitest';
import { type Change, reasonCodes } from '../model/plan.ts';
import { workOf } from '../model/work.ts';
import { foundCases } from '../testing/reasons/found.ts';
import {
  api,
  badRejected,
  foreign,
  input,
  only,
  planned,
  release,
  standing,
  stopped,
  wish,
} from '../testing/reasons/scene.ts';
import { wantedCases } from '../testing/reasons/wanted.ts';
import { sampleFacts, sampleInstance, sampleLedger, sampleMachine, sampleRules } from '../testing/samples.ts';
import { plan } from './plan.ts';

const cases = [...foundCases, ...wantedCases];

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
  const wanted = wish({}, { backend: 'auto', isBootGiven: true });
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

test('a missing file of something that runs with older reloadable files is put back and reloaded', () => {
  const lost = only(() => ({ installed: { kind: 'absent' } }));
  const files = [{ path: '/etc/new', digest: '1'.repeat(64), mode: '0644', onChange: 'reload' as const }];
  const [change] = planned(wish({ files: [...api.files, ...files] }), lost).changes;
  expect(change).toMatchObject({ action: 'reload', reason: 'unit-missing' });
});

test('without a way to reload, a file that is gone needs none', () => {
  const { reload: _reload, ...rest } = api;
  const [change] = planned([sampleInstance(rest)], standing()).changes;
  expect(change).toMatchObject({ action: 'update', reason: 'definition-changed' });
});
