import { expect, it } from 'vitest';
import { noOptions } from '../plan/input.ts';
import { planFor, standing } from '../testing/rollout-stage.ts';
import { sampleDefinition } from '../testing/samples.ts';
import { touched } from './before-acting.ts';
import type { ApplyRequest } from './engine.ts';
import { noteIntentions } from './intentions.ts';
import { ledgerBook } from './ledger-book.ts';
import { usedReleases } from './used-releases.ts';
import type { World } from './world.ts';

const api = sampleDefinition();
const db = sampleDefinition({ service: 'db', instance: 'db' });
const world = { actor: 'ann@mini', clock: { wall: () => '2026-01-01T00:00:00Z' } } as unknown as World;

function stop(...names: readonly string[]): ApplyRequest {
  return {
    source: { kind: 'folder', folder: '.' },
    options: { ...noOptions, targets: names, imperative: { verb: 'stop', names } },
    verb: 'stop',
    reason: 'maintenance',
    saved: null,
    confirm: async () => true,
    onProgress: () => {},
  };
}

it.each([
  ['a service', ['api'], ['api']],
  ['an instance on its machine', ['web-1/api'], ['api']],
  ['everything on a machine', ['web-1/*'], ['api', 'db']],
  ['nothing there', ['web-2/*'], []],
])('a stop of %s leaves a hold on just that, whatever the way to name it', (_, names, held) => {
  const observed = standing(api, db);
  const request = stop(...names);
  const plan = planFor([api, db], observed, request.options);
  const ledgers = ledgerBook(observed);
  const machines = touched(plan, observed, request, []);
  expect(machines).toEqual(held.length === 0 ? [] : ['web-1']);
  noteIntentions(world, plan, request, ledgers, ['web-1']);
  expect(Object.keys(ledgers.of('web-1').holds).sort()).toEqual(held);
});

it('a release that is let go with its service is never removed, for it may still run from there', () => {
  const observed = standing(api, db);
  const options = { ...noOptions, forget: ['api'] };
  const request = { ...stop(), options };
  const plan = planFor([api, db], observed, options);
  const ledgers = ledgerBook(observed);
  noteIntentions(world, plan, request, ledgers, ['web-1']);
  const release = plan.changes.find(({ action }) => action === 'forget')?.before.release ?? '';
  expect(release).not.toBe('');
  expect(usedReleases(ledgers.of('web-1'), [])).toContain(release);
});
