import { describe, expect, test } from 'vitest';
import type { Progress } from '../model/event.ts';
import type { FakeEngineOptions } from './testing/fake-engine.ts';
import type { FakeIoOptions } from './testing/fake-io.ts';
import { newRelease, nginxDiff, oldRelease, shopPlan } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';
import { shopStatus } from './testing/status-fixtures.ts';

async function golden(
  name: string,
  argv: readonly string[],
  engine: FakeEngineOptions,
  io: FakeIoOptions = {},
): Promise<void> {
  const { screen } = await runOn(argv, engine, { tty: true, env: { NO_COLOR: '1' }, ...io });
  await expect(screen).toMatchFileSnapshot(`testdata/${name}.golden`);
}

const planned: FakeEngineOptions = {
  plan: shopPlan(),
  fileDiffs: new Map([['/etc/nginx/conf.d/shop.conf', nginxDiff]]),
};

const rejected: FakeEngineOptions = {
  ...planned,
  progress: [
    step('web-1/api', 'waiting'),
    step('web-1/api', 'acting'),
    step('web-2/api', 'acting'),
    step('web-2/api', 'done'),
    step('web-1/api', 'checking', '2/3 http'),
    step('web-1/api', 'putting-back', 'check "up" answered 500 three times'),
    step('web-1/api', 'put-back'),
  ],
  applied: {
    outcome: 'rolled-back',
    exitCode: 3,
    verdicts: [
      { address: 'web-2/api', action: 'restart', state: 'done', reason: '' },
      {
        address: 'web-1/api',
        action: 'restart',
        state: 'put-back',
        reason: 'check "up" answered 500 three times',
      },
      { address: 'web-1/nginx', action: 'reload', state: 'skipped', reason: 'waits for api' },
      { address: 'web-2/nginx', action: 'reload', state: 'skipped', reason: 'waits for api' },
      { address: 'jobs-1/mailer', action: 'create', state: 'incomplete', reason: 'no answer' },
    ],
  },
};

function step(address: string, state: Extract<Progress, { kind: 'step' }>['state'], detail = ''): Progress {
  return { kind: 'step', address, action: 'restart', state, detail };
}

describe('the screens of ux.md', () => {
  test.each([80, 120])('a plan at %i columns', (columns) =>
    golden(`plan-${columns}`, ['plan', 'production'], planned, { columns }),
  );
  test('a plan in colour', () =>
    golden('plan-colour', ['plan', '--color', 'always'], planned, { columns: 120 }));
  test('a plan without changes', () =>
    golden('plan-empty', ['plan'], { plan: { ...shopPlan(), changes: [] } }));
  test('a plan that may not be applied', () =>
    golden('plan-denied', ['plan'], {
      plan: {
        ...shopPlan(),
        changes: [],
        machines: [],
        denials: [
          { code: 'prune-empty', address: null, values: { count: 3 } },
          { code: 'rejected', address: 'web-1/api', values: { release: newRelease, reason: 'never ready' } },
        ],
        hints: [{ code: 'looks-renamed', values: { from: 'api', to: 'web' } }],
      },
    }));
  test('a plan in Spanish', () =>
    golden('plan-es', ['plan'], planned, { columns: 120, env: { NO_COLOR: '1', LANG: 'es_MX.UTF-8' } }));
  test('differences', () => golden('diff', ['diff'], planned));
  test('an apply where no terminal is', () =>
    golden('apply-plain', ['apply', '--auto-approve'], rejected, { tty: false }));
  test('an apply on a terminal', () =>
    golden('apply-live', ['apply'], rejected, { columns: 100, rows: 12, answers: ['yes'] }));
  test('an apply as events', () =>
    golden('apply-json', ['apply', '--auto-approve', '-o', 'json'], rejected, { tty: false }));
  test('services', () => golden('get-services', ['get', 'services'], { status: shopStatus() }));
  test('services, wide', () =>
    golden('get-wide', ['get', 'services', '-o', 'wide'], { status: shopStatus() }));
  test('services at 80 columns', () => golden('get-80', ['get'], { status: shopStatus() }, { columns: 80 }));
  test('instances', () => golden('get-instances', ['get', 'instances'], { status: shopStatus() }));
  test('machines', () => golden('get-machines', ['get', 'machines'], { status: shopStatus() }));
  test('holds', () => golden('get-holds', ['get', 'holds'], { status: shopStatus() }));
  test('status', () => golden('status', ['status'], { status: shopStatus() }));
  test('tree', () => golden('tree', ['tree'], { status: shopStatus() }));
  test('rollout status', () => golden('rollout-status', ['rollout', 'status'], { status: shopStatus() }));
  test('a plan for a pull request', () => golden('plan-markdown', ['plan', '--format', 'markdown'], planned));
  test('a plan as annotations', () => golden('plan-github', ['plan', '--format', 'github'], planned));
  test('doctor', () =>
    golden('doctor', ['doctor'], {
      overrides: {
        doctor: async () => [
          { subject: 'git', state: 'ok', detail: '2.39.5', help: '' },
          {
            subject: 'journal',
            state: 'failed',
            detail: 'cannot be written',
            help: 'Choose another --state-dir.',
          },
        ],
      },
    }));
  test('audit verify', () =>
    golden('audit-verify', ['audit', 'verify'], {
      overrides: {
        verifyAudit: async () => ({
          stack: 'shop',
          events: 120,
          broken: { sequence: 17, kind: 'hash' },
          unanchored: 3,
          anchors: [
            { machine: 'web-1', state: 'matches' },
            { machine: 'web-2', state: 'differs' },
          ],
        }),
      },
    }));
  test('leases', () =>
    golden('lease-list', ['lease', 'list'], {
      overrides: {
        leases: async () => [
          { machine: 'web-1', holder: 'ana@laptop', lease: 7, remainingMs: 42_000 },
          { machine: 'web-2', holder: null, lease: 3, remainingMs: 0 },
        ],
      },
    }));
});

describe('the journal', () => {
  const base = {
    stack: 'shop',
    actor: 'ana@laptop',
    commit: '3f2c91e04b7d5a6c8e9f00112233445566778899',
    run: '8c1f00aa11bb22cc',
    previousHash: '',
    hash: '',
  };
  const events = [
    {
      ...base,
      sequence: 1,
      at: '2026-03-01T11:00:00.000Z',
      event: { kind: 'run-started', verb: 'apply', plan: null },
    },
    {
      ...base,
      sequence: 2,
      at: '2026-03-01T11:00:01.000Z',
      event: {
        kind: 'intent',
        batch: 'b1',
        machine: 'web-1',
        steps: [{ address: 'web-1/api', action: 'restart', from: oldRelease, to: newRelease }],
      },
    },
    {
      ...base,
      sequence: 3,
      at: '2026-03-01T11:00:02.000Z',
      event: {
        kind: 'outcome',
        batch: 'b1',
        machine: 'web-1',
        result: 'failed',
        failures: [{ address: 'web-1/api', reason: 'exit 3' }],
      },
    },
    {
      ...base,
      sequence: 4,
      at: '2026-03-01T11:00:09.000Z',
      event: {
        kind: 'verdict',
        machine: 'web-1',
        instance: 'api',
        release: newRelease,
        verdict: 'put-back',
        reason: 'check "up" answered 500',
      },
    },
    {
      ...base,
      sequence: 5,
      at: '2026-03-01T11:00:10.000Z',
      event: { kind: 'run-ended', outcome: 'rolled-back', exitCode: 3 },
    },
    {
      ...base,
      run: '9d',
      sequence: 6,
      at: '2026-03-01T11:30:00.000Z',
      event: { kind: 'act', verb: 'stop', target: 'search', reason: 'reindex' },
    },
  ] as const;
  test('history', () => golden('history', ['history'], { events }));
  test('events', () => golden('events', ['events'], { events }));
  test('an empty one', () => golden('history-empty', ['history'], {}));
});
