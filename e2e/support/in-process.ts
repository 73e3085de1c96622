import { expect } from 'vitest';
import { makeEngine } from '../../reconciler/engine.ts';
import type { Applied } from '../../reconciler/pass/engine.ts';
import { hasDifferences } from '../../reconciler/plan/exit-code.ts';
import { noOptions, type PlanOptions } from '../../reconciler/plan/input.ts';
import type { Lab } from './lab.ts';
import { pidsOf } from './seen.ts';

/** The same engine without a process of its own, for suites that apply a hundred times. */
export async function applyHere(lab: Lab, options: Partial<PlanOptions> = {}): Promise<Applied> {
  await using engine = await makeEngine({ configFile: null, stateDirectory: lab.state, verbose: false });
  const applied = await engine.apply({
    source: { kind: 'folder', folder: lab.repository },
    options: { ...noOptions, ...options },
    verb: 'apply',
    reason: '',
    saved: null,
    confirm: () => Promise.resolve(true),
    onProgress() {},
  });
  return applied;
}

/** Pids by instance of everything that runs. */
export async function pidsHere(lab: Lab): Promise<Readonly<Record<string, number>>> {
  await using engine = await makeEngine({ configFile: null, stateDirectory: lab.state, verbose: false });
  return pidsOf((await engine.status({ kind: 'folder', folder: lab.repository })).services);
}

/** After every apply: the plan is empty, and applying again sends nothing. */
export async function convergedHere(lab: Lab): Promise<void> {
  await using engine = await makeEngine({ configFile: null, stateDirectory: lab.state, verbose: false });
  const planned = await engine.plan({
    source: { kind: 'folder', folder: lab.repository },
    options: noOptions,
  });
  expect(
    planned.plan === null ? null : planned.plan.changes.filter(({ action }) => action !== 'none'),
  ).toEqual([]);
  expect(planned.plan !== null && hasDifferences(planned.plan)).toBe(false);
  expect(await applyHere(lab)).toMatchObject({ outcome: 'nothing-to-do', operations: 0 });
}
