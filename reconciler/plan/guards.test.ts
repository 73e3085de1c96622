import { describe, expect, test } from 'vitest';
import type { Stack } from '../model/desired.ts';
import type { Observed } from '../model/observed.ts';
import { mapMachine } from '../testing/model-rollout.ts';
import { standing } from '../testing/rollout-stage.ts';
import {
  sampleDefinition,
  sampleDesired,
  sampleInput,
  sampleInstance,
  sampleRules,
} from '../testing/samples.ts';
import { denialOf, wholeDenials } from './denials.ts';
import type { PlanInput, PlanOptions } from './input.ts';
import { plan } from './plan.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const definitions = names.map((service) => sampleDefinition({ service }));
const ten = standing(...definitions);

/** Ten services stand; only these are wanted still. */
function wanting(
  count: number,
  given: {
    readonly stack?: Partial<Stack>;
    readonly options?: Partial<PlanOptions>;
    readonly change?: Partial<PlanInput>;
    readonly observed?: Observed;
  } = {},
) {
  const desired = sampleDesired(
    definitions.slice(0, count).map((one) => sampleInstance(one)),
    given.stack,
  );
  return plan(sampleInput(desired, given.observed ?? ten, given.options, given.change), sampleRules);
}

const source = { commit: 'c'.repeat(40), subject: '', branch: 'main', dirty: false, shallow: false };
const codes = (made: ReturnType<typeof wanting>) => made.denials.map(({ code }) => code);
const deleted = (made: ReturnType<typeof wanting>) =>
  made.changes.filter(({ action }) => action === 'delete').length;

describe('removals', () => {
  const limited = { maxPrune: { percent: 20 } };

  test('up to the limit go', () => {
    const made = wanting(8, { stack: limited });
    expect([codes(made), deleted(made)]).toEqual([[], 2]);
  });

  test('above the limit are withheld, and everything else is planned', () => {
    const withNew = sampleDesired(
      [...definitions.slice(0, 7), sampleDefinition({ service: 'new' })].map((one) => sampleInstance(one)),
      limited,
    );
    const made = plan(sampleInput(withNew, ten), sampleRules);
    expect(made.denials).toMatchObject([
      { code: 'prune-limit', values: { count: 3, services: 3, limit: 2, owned: 10 } },
    ]);
    expect(made.changes.filter(({ held }) => held).map(({ service }) => service)).toEqual(['h', 'i', 'j']);
    expect(made.changes.filter(({ action }) => action !== 'none').map(({ service }) => service)).toEqual([
      'new',
    ]);
    expect(made.hints).toContainEqual({ code: 'deletions-withheld', values: { count: 3 } });
    expect(wholeDenials(made)).toEqual([]);
  });

  test('of one of a few are never nothing', () => {
    const few = standing(...definitions.slice(0, 2));
    expect(codes(wanting(1, { stack: limited, observed: few }))).toEqual([]);
  });

  test('of everything need a word more', () => {
    expect(codes(wanting(0))).toEqual(['prune-empty']);
    expect(deleted(wanting(0))).toBe(0);
    expect(deleted(wanting(0, { options: { allowEmpty: true } }))).toBe(10);
  });

  test('by destroy are meant, however many', () => {
    const made = wanting(10, { stack: limited, options: { destroy: true } });
    expect([codes(made), deleted(made)]).toEqual([[], 10]);
  });

  test('rest on a history that is there', () => {
    expect(codes(wanting(8, { change: { source: { ...source, shallow: true } } }))).toEqual(['shallow']);
  });

  test('of what an operator keeps as it is do not happen', () => {
    const observed = mapMachine(ten, 'web-1', (machine) => ({
      ...machine,
      ledger: { ...machine.ledger, holds: { j: { by: 'ana', reason: 'look', since: '', wanted: 'asItIs' } } },
    }));
    expect(wanting(9, { observed }).changes.at(-1)).toMatchObject({
      action: 'none',
      reason: 'held',
      held: true,
    });
  });
});

describe('a dirty tree', () => {
  const dirty = { source: { ...source, dirty: true } };

  test('is planned, and its apply denied as a whole', () => {
    const made = wanting(9, { change: dirty });
    expect(codes(made)).toEqual(['dirty']);
    expect(made.changes.filter(({ action }) => action === 'delete').map(denialOf(made))).toMatchObject([
      { code: 'dirty' },
    ]);
  });

  test('is allowed by a word, and harmless where nothing changes', () => {
    expect(codes(wanting(9, { change: dirty, options: { allowDirty: true } }))).toEqual([]);
    expect(codes(wanting(10, { change: dirty }))).toEqual([]);
  });
});

describe('what a commit that we do not descend from put there', () => {
  const other = { source: { ...source, commit: 'd'.repeat(40) }, ancestors: new Set<string>() };

  test('is not touched', () => {
    const made = wanting(9, { change: other });
    expect(made.denials).toMatchObject([{ code: 'not-an-ancestor', address: 'web-1/j' }]);
    expect(made.changes.map(denialOf(made)).filter((denial) => denial !== null)).toHaveLength(1);
  });

  test('is no trouble where nothing changes, and may be taken over', () => {
    expect(codes(wanting(10, { change: other }))).toEqual([]);
    expect(codes(wanting(9, { change: other, options: { takeOver: true } }))).toEqual([]);
  });

  test('is called by its name where the clone is shallow', () => {
    const made = wanting(10, {
      options: { replace: ['a'] },
      change: { ...other, source: { ...other.source, shallow: true } },
    });
    expect(codes(made)).toEqual(['shallow']);
  });

  test('anchors its whole machine', () => {
    const observed = mapMachine(ten, 'web-1', (machine) => ({
      ...machine,
      ledger: { ...machine.ledger, anchor: { commit: 'e'.repeat(40), appliedAt: '' } },
    }));
    const made = wanting(9, { observed });
    expect(made.denials).toMatchObject([{ code: 'not-an-ancestor', address: 'web-1/*' }]);
    expect(denialOf(made)(made.changes[0] as (typeof made.changes)[number])).not.toBeNull();
  });
});

describe('hints', () => {
  test('a removal and a creation of the same thing look like a rename', () => {
    const renamed = { ...definitions[9], service: 'z', instance: 'z', command: ['/opt/j', '--serve'] };
    const desired = sampleDesired(
      [...definitions.slice(0, 9), sampleDefinition(renamed)].map((one) => sampleInstance(one)),
    );
    const made = plan(sampleInput(desired, ten), sampleRules);
    expect(made.hints).toEqual([{ code: 'looks-renamed', values: { from: 'j', to: 'z' } }]);
  });

  test('a part is not the whole', () => {
    const made = wanting(8, { options: { targets: ['web-1/j', 'a'] } });
    expect(made.hints).toEqual([{ code: 'targeted', values: {} }]);
    expect(made.changes.filter(({ action }) => action !== 'none').map(({ service }) => service)).toEqual([
      'j',
    ]);
    expect(wanting(8, { options: { targets: ['web-1/*'], excludes: ['j'] } }).changes.at(-1)?.reason).toBe(
      'excluded',
    );
  });

  test('a name that names nothing is said', () => {
    const made = wanting(10, { options: { replace: ['web-1/jj', 'a'] } });
    expect(made.hints).toEqual([{ code: 'names-nothing', values: { name: 'web-1/jj' } }]);
  });
});
