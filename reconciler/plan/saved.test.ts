import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProvctlError } from '../model/error.ts';
import type { Observed } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import { planFor, standing } from '../testing/rollout-stage.ts';
import {
  sampleDefinition,
  sampleDesired,
  sampleInput,
  sampleInstance,
  sampleObserved,
  sampleRules,
} from '../testing/samples.ts';
import { noOptions } from './input.ts';
import { plan } from './plan.ts';
import { fromSaved, toSaved } from './saved.ts';
import { staleness } from './staleness.ts';

const api = sampleDefinition({ env: { KEY: { secret: 'key', digest: '' }, LEVEL: 'info' } });
const salted = (digest: string, observed: Observed = sampleObserved()): Plan =>
  plan(
    sampleInput(
      sampleDesired([sampleInstance(api)]),
      observed,
      {},
      { secretDigests: { 'web-1': { key: digest } } },
    ),
    sampleRules,
  );
const made = salted('hmac:0123456789abcdef');
const text = JSON.stringify(toSaved(made));

test('carries no digest of a secret', () => {
  expect(text).not.toContain('hmac:');
  expect(fromSaved(text, 1e6).plan.changes[0]?.after.definition?.env).toEqual({
    KEY: { secret: 'key', digest: '' },
    LEVEL: 'info',
  });
});

test('keeps how it was planned, so that it is planned again in the same way', () => {
  const options = {
    ...noOptions,
    targets: ['api'],
    imperative: { verb: 'restart' as const, names: ['api'] },
  };
  expect(fromSaved(JSON.stringify(toSaved(made, options)), 1e6).options).toEqual(options);
});

test('leaves out what stays as it is', () => {
  const observed = standing(sampleDefinition());
  expect(toSaved(planFor([sampleDefinition()], observed))).toMatchObject({
    format_version: '1.0',
    changes: [],
  });
});

describe('a document from elsewhere', () => {
  const kind = (content: string, limit = 1e6) => {
    try {
      fromSaved(content, limit);
      return 'read';
    } catch (error) {
      return error instanceof ProvctlError ? error.kind : String(error);
    }
  };

  test('is refused where it is not a plan', () => {
    expect(
      ['', '[]', 'null', '{}', '{"format_version":1}', '{"format_version":"1.0"}'].map((content) =>
        kind(content),
      ),
    ).toEqual(Array(6).fill('plan.unreadable'));
    expect(kind(text.replace('"1.0"', '"2.0"'))).toBe('plan.newer');
    expect(kind(text, 10)).toBe('plan.too-large');
  });

  test('may have members of a later minor version', () => {
    expect(kind(text.replace('"1.0"', '"1.7","news":{"a":1}'))).toBe('read');
  });

  test('is read whole or refused, whatever was changed in it', () => {
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom('', '0', '"', '{', 'null', '__proto__'),
        (at, put) => {
          const outcome = kind(text.slice(0, at) + put + text.slice(at + 1));
          expect(['read', 'plan.unreadable', 'plan.newer']).toContain(outcome);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a saved plan is stale', () => {
  const observed = standing(sampleDefinition());
  const wanted = [sampleDefinition({ command: ['/new'] })];
  const saved = fromSaved(JSON.stringify(toSaved(planFor(wanted, observed))), 1e6).plan;
  const what = (fresh: Plan) => staleness(saved, fresh).map((one) => `${one.what} ${one.subject}`);
  const seen = (
    change: (machine: Extract<Observed['machines'][number], { kind: 'seen' }>) => object,
  ): Observed => ({
    ...observed,
    machines: observed.machines.map((machine) =>
      machine.kind === 'seen' ? { ...machine, ...change(machine) } : machine,
    ),
  });

  test('not while all is the same', () => {
    expect(what(planFor(wanted, observed))).toEqual([]);
  });

  test('when another commit is there', () => {
    const fresh = planFor(wanted, observed);
    expect(what({ ...fresh, source: { ...fresh.source, commit: 'f'.repeat(40) } })).toEqual(['commit ']);
  });

  test('when what it saw moved', () => {
    const stopped = seen(({ instances }) => ({
      instances: instances.map((one) => ({ ...one, run: { kind: 'stopped' } })),
    }));
    expect(what(planFor(wanted, stopped))).toEqual(['action web-1/api']);
    const edited = seen(({ instances }) => ({
      instances: instances.map((one) => ({
        ...one,
        installed: { ...one.installed, digest: '9'.repeat(64) },
      })),
    }));
    expect(what(planFor(wanted, edited))).toEqual(['fingerprint web-1/api']);
  });

  test('when another machine answers under that name', () => {
    expect(
      what(
        planFor(
          wanted,
          seen(({ facts }) => ({ facts: { ...facts, machineId: 'other' } })),
        ),
      ),
    ).toContain('machine web-1');
  });

  test('when it would do something else, or more', () => {
    expect(what(planFor([sampleDefinition({ command: ['/newer'] })], observed))).toContain(
      'release web-1/api',
    );
    expect(what(planFor([...wanted, sampleDefinition({ service: 'web' })], observed))).toEqual([
      'action web-1/web',
    ]);
  });

  test('not because a new process has another pid', () => {
    const restarted = seen(({ instances }) => ({
      instances: instances.map((one) => ({
        ...one,
        run: one.run.kind === 'running' ? { ...one.run, invocation: 'x', restarts: 4 } : one.run,
      })),
    }));
    expect(what(planFor(wanted, restarted))).toEqual([]);
  });

  test('not because the machine has no salt yet, but when a secret changed later', () => {
    expect(staleness(salted('hmac:one'), salted('hmac:two'))).toEqual([]);
    const there = standing(api);
    expect(staleness(salted('hmac:one', there), salted('hmac:two', there))).not.toEqual([]);
  });

  test('when something with a secret is no longer what was shown, though the machine has no salt yet', () => {
    const other = { ...api, command: ['/other'] };
    const input = sampleInput(sampleDesired([sampleInstance(other)]), sampleObserved());
    const fresh = plan(input, sampleRules);
    const read = fromSaved(text, 1e6).plan;
    expect(staleness(read, fresh).map((one) => one.what)).toContain('definition');
  });

  test('when the document was edited to show something else than it does', () => {
    const [change] = saved.changes;
    if (change?.after.definition == null) throw new Error('no change');
    const { definition } = change.after;
    const edits = [
      { ...change, after: { ...change.after, definition: { ...definition, command: ['/harmless'] } } },
      { ...change, paths: [] },
      { ...change, reason: 'file-drifted' as const },
    ];
    const fresh = planFor(wanted, observed);
    for (const edited of edits)
      expect(staleness({ ...saved, changes: [edited] }, fresh).map((one) => one.what)).toEqual([
        'definition',
      ]);
  });
});
