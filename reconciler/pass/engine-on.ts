import { runAdhoc } from './adhoc.ts';
import { apply } from './apply.ts';
import { verifyAudit } from './audit.ts';
import { compileTree } from './compile-tree.ts';
import { doctor } from './doctor.ts';
import type { Engine, Planned, PlanRequest } from './engine.ts';
import { fileDiffs } from './file-diffs.ts';
import { breakLease, leases } from './lease-list.ts';
import { logs } from './logs.ts';
import { render } from './render.ts';
import { isScene, look, openScene, planScene } from './scene.ts';
import { status } from './status.ts';
import { retry, unhold } from './steer.ts';
import type { World } from './world.ts';

/** The engine over a world: real in `main.ts`, with single parts replaced in tests. */
export function engineOn(world: World): Engine {
  return {
    async compile(request) {
      await using fetched = await world.fetch(request);
      return compileTree(fetched.tree);
    },
    render: (request) => render(world, request),
    plan: (request) => planned(world, request),
    apply: (request) => apply(world, request),
    status: (request) => status(world, request),
    logs: (request) => logs(world, request),
    runAdhoc: (request) => runAdhoc(world, request),
    unhold: (request, services) => unhold(world, request, services),
    retry: (request, services) => retry(world, request, services),
    async *events(filter) {
      const store = await world.store();
      yield* store.events(filter);
    },
    verifyAudit: (request) => verifyAudit(world, request),
    leases: (request) => leases(world, request),
    breakLease: (request, machine) => breakLease(world, request, machine),
    doctor: () => doctor(world),
    async [Symbol.asyncDispose]() {},
  };
}

async function planned(world: World, request: PlanRequest): Promise<Planned> {
  const begun = world.clock.now();
  const opened = await openScene(world, request.source, request.signal, 'ahead');
  if (!isScene(opened))
    return { compiled: opened, plan: null, fileDiffs: new Map(), tookMs: world.clock.now() - begun };
  await using scene = opened;
  const observed = await look(world, scene, request.signal);
  const plan = await planScene(world, scene, observed, request.options);
  const diffs = await fileDiffs(scene, plan, request.signal);
  return { compiled: scene.compiled, plan, fileDiffs: diffs, tookMs: world.clock.now() - begun };
}
