import { describe, expect, it } from 'vitest';
import type { Ledger } from '../model/ledger.ts';
import { absentInstance, type ObservedInstance, type SeenMachine } from '../model/observed.ts';
import { markedAs, startedAs } from '../testing/model-machine.ts';
import { standing } from '../testing/rollout-stage.ts';
import {
  sampleDefinition,
  sampleDesired,
  sampleInput,
  sampleInstance,
  sampleMachine,
  sampleObserved,
  sampleRules,
} from '../testing/samples.ts';
import { plan } from './plan.ts';

const api = sampleDefinition();
const web = sampleDefinition({ service: 'web' });
const served = seen(standing(api).machines[0]);
const good = served.ledger.lastGood['api'] ?? '';

function seen(machine: unknown): SeenMachine {
  const found = machine as SeenMachine | undefined;
  if (found?.kind !== 'seen') throw new Error('not seen');
  return found;
}

/** What is planned for `web`, once `api`, on a machine with these instances and this in its ledger. */
function planned(instances: readonly ObservedInstance[], ledger: Partial<Ledger>) {
  const machine = sampleMachine('web-1', instances, { ledger: { ...served.ledger, ...ledger } });
  const wanted = sampleDesired([sampleInstance(web, { renamedFrom: ['api'] })]);
  return plan(sampleInput(wanted, sampleObserved([machine])), sampleRules);
}

const told = (made: ReturnType<typeof planned>) =>
  made.changes.map(({ instance, action, reason, waitsFor }) => [instance, action, reason, waitsFor]);

/** `web` as the plan would install it. */
function installed(): { readonly one: ObservedInstance; readonly release: string } {
  const { after } = planned([], { lastGood: {} }).changes[0] ?? {};
  if (after?.definition == null || after.mark === null) throw new Error('nothing to install');
  const one: ObservedInstance = {
    ...absentInstance({ instance: 'web', backend: 'process' }),
    installed: markedAs(after.definition, after.mark),
    loaded: { restartHash: after.mark.restartHash, stale: false },
    boot: true,
    run: startedAs(after.mark),
  };
  return { one, release: after.mark.release };
}

const rejected = { web: [{ release: installed().release, reason: 'up: 500', at: '2026-01-01T00:00:00Z' }] };

describe('a service with an earlier name', () => {
  it('is still a new name for what the ledger alone remembers', () => {
    const made = planned([], { lastGood: { api: good } });
    expect(told(made)).toEqual([['web', 'create', 'renamed', []]]);
    expect(made.changes[0]).toMatchObject({ formerly: 'api', detail: 'api' });
  });

  it('is nothing but itself once it is proven', () => {
    const { one, release } = installed();
    const made = planned([one], { lastGood: { web: release, api: good } });
    expect(told(made)).toEqual([['web', 'none', 'converged', []]]);
    expect(made.changes[0]?.formerly).toBeUndefined();
  });

  it('stays held when the old name was', () => {
    const holds = { api: { by: 'ana', reason: 'reindex', since: '', wanted: 'stopped' as const } };
    expect(told(planned(served.instances, { holds }))).toEqual([['web', 'none', 'held', []]]);
  });
});

describe('after its release was rejected under the new name', () => {
  it('what serves under the old one is left alone', () => {
    const made = planned(served.instances, { rejected });
    expect(told(made)).toEqual([
      ['api', 'none', 'rejected', []],
      ['web', 'none', 'rejected', []],
    ]);
    expect(made.denials).toMatchObject([{ code: 'rejected', address: 'web-1/web' }]);
  });

  it('what served under the old one is healed', () => {
    const stopped = served.instances.map((one) => ({ ...one, run: { kind: 'stopped' as const } }));
    expect(told(planned(stopped, { rejected }))).toEqual([
      ['api', 'start', 'not-running', []],
      ['web', 'none', 'rejected', []],
    ]);
  });

  it('what served under the old one comes back when the new one is out of its way', () => {
    const made = planned([installed().one], { rejected });
    expect(told(made)).toEqual([
      ['api', 'restart', 'put-back', ['web']],
      ['web', 'delete', 'put-back', []],
    ]);
    expect(made.changes[0]?.after.release).toBe(good);
    expect(told(planned([], { rejected }))).toEqual([
      ['api', 'restart', 'put-back', []],
      ['web', 'none', 'rejected', []],
    ]);
  });
});
