import { expect } from 'vitest';
import { makeEngine } from '../../reconciler/engine.ts';
import type { SourceRequest } from '../../reconciler/fetch/source.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import type { Applied, ApplyRequest, Engine } from '../../reconciler/pass/engine.ts';
import type { World } from '../../reconciler/pass/world.ts';
import { hasDifferences } from '../../reconciler/plan/exit-code.ts';
import { noOptions, type PlanOptions } from '../../reconciler/plan/input.ts';
import type { Lab } from './lab.ts';
import { pidsOf } from './seen.ts';

export interface Here {
  /** What stands between the engine and the world. */
  readonly refine?: (world: World) => World;
  /** Of the request, what is not as usual. */
  readonly request?: Partial<ApplyRequest>;
}

/** The same engine without a process of its own, for suites that apply a hundred times. */
export async function applyHere(
  lab: Lab,
  options: Partial<PlanOptions> = {},
  { refine, request }: Here = {},
): Promise<Applied> {
  await using engine = await engineHere(lab, refine);
  const applied = await engine.apply({
    source: sourceOf(lab),
    options: { ...noOptions, ...options },
    verb: 'apply',
    reason: '',
    saved: null,
    confirm: () => Promise.resolve(true),
    onProgress() {},
    ...request,
  });
  return applied;
}

export async function planHere(lab: Lab, options: Partial<PlanOptions> = {}): Promise<Plan> {
  await using engine = await engineHere(lab);
  const { plan } = await engine.plan({ source: sourceOf(lab), options: { ...noOptions, ...options } });
  if (plan === null) throw new Error('no plan');
  return plan;
}

export function engineHere(lab: Lab, refine?: (world: World) => World): Promise<Engine> {
  return makeEngine({ configFile: null, stateDirectory: lab.state }, refine);
}

export function sourceOf(lab: Lab): SourceRequest {
  return { kind: 'folder', folder: lab.repository };
}

/** Pids by instance of everything that runs. */
export async function pidsHere(lab: Lab): Promise<Readonly<Record<string, number>>> {
  await using engine = await engineHere(lab);
  return pidsOf((await engine.status(sourceOf(lab))).services);
}

/** After every apply: the plan is empty, and applying again sends nothing. */
export async function convergedHere(lab: Lab): Promise<void> {
  const plan = await planHere(lab);
  expect(plan.changes.filter(({ action }) => action !== 'none')).toEqual([]);
  expect(hasDifferences(plan)).toBe(false);
  expect(await applyHere(lab)).toMatchObject({ outcome: 'nothing-to-do', operations: 0 });
}
