import { describe, expect, it } from 'vitest';
import type { Stack } from '../model/desired.ts';
import type { Mark, ObservedInstance, SeenMachine } from '../model/observed.ts';
import { planned, remarked, standing, wish } from '../testing/reasons/scene.ts';
import { sampleOwner } from '../testing/samples.ts';

const stack: Partial<Stack> = { renamedFrom: ['older'] };
const oldPath = '/var/lib/provctl/older/instances/api/process.mark';

/** Found where the earlier owner keeps it. */
function inOldPlace(change: Partial<Mark> = {}): SeenMachine {
  const machine = remarked({ owner: 'older', path: oldPath, ...change });
  return { ...machine, instances: machine.instances.map((one) => placed(one, 'older', oldPath)) };
}

function placed(one: ObservedInstance, formerOwner: string, path: string): ObservedInstance {
  return {
    ...one,
    formerOwner,
    installed: one.installed.kind === 'marked' ? { ...one.installed, path } : one.installed,
  };
}

const told = (made: ReturnType<typeof planned>) =>
  made.changes.map(({ action, reason, detail }) => [action, reason, detail]);

describe('what an earlier owner of the stack has', () => {
  it('is written anew without touching what runs, and the plan says for whom', () => {
    const made = planned(wish(), inOldPlace(), {}, stack);
    expect(told(made)).toEqual([['update', 'renamed', 'older']]);
    expect(made.changes[0]).toMatchObject({
      paths: [{ path: 'stack.ownerId', before: 'older', after: sampleOwner }],
      drift: false,
    });
  });

  it('is restarted only for what changes beside it, and both are said', () => {
    const made = planned(wish({ command: ['/other'] }), inOldPlace(), {}, stack);
    expect(told(made)).toEqual([['restart', 'definition-changed', '']]);
    expect(made.changes[0]?.paths.map(({ path }) => path)).toEqual(['stack.ownerId', 'command']);
  });

  it('is ours too when it was moved and its mark not yet written anew', () => {
    const made = planned(wish(), remarked({ owner: 'older', path: oldPath }), {}, stack);
    expect(told(made)).toEqual([['update', 'renamed', 'older']]);
    expect(made.denials).toEqual([]);
  });

  it('is no proof with a mark that was written for yet another place', () => {
    const made = planned(wish(), remarked({ owner: 'older', path: '/elsewhere' }), {}, stack);
    expect(told(made)).toMatchObject([['none', 'mark-copied', expect.anything()]]);
  });

  it('is removed when it is no longer declared', () => {
    const made = planned([], inOldPlace(), { allowEmpty: true }, { ...stack, maxPrune: { percent: 100 } });
    expect(told(made)).toEqual([['delete', 'not-declared', '']]);
  });

  it('is left to a person where the present owner has something of that name as well', () => {
    const machine = { ...standing(), instances: [...standing().instances, ...inOldPlace().instances] };
    for (const wanted of [wish(), []]) {
      const made = planned(wanted, machine, { allowEmpty: true }, stack);
      expect(told(made)).toMatchObject([['none', 'other-owner', expect.anything()]]);
      expect(made.denials).toMatchObject([
        { code: 'other-owner', values: { owner: 'older', path: oldPath } },
      ]);
    }
  });
});
