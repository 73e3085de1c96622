import { ownersOf } from '../model/desired.ts';
import { ProvctlError } from '../model/error.ts';
import type { RunOutcome } from '../model/event.ts';
import type { Json } from '../model/json.ts';
import type { Observed } from '../model/observed.ts';
import { isActive, type Plan } from '../model/plan.ts';
import { exitCodes } from '../plan/exit-code.ts';
import { staleness } from '../plan/staleness.ts';
import { beforeActing, codeOf, refuseUnknown, staleSaved, staleWord, touched } from './before-acting.ts';
import { conclude } from './conclude.ts';
import { type Driven, drive } from './drive.ts';
import type { Applied, ApplyRequest, Planned, Verdict } from './engine.ts';
import { fileDiffs } from './file-diffs.ts';
import { takeOverFormer } from './former.ts';
import { noteIntentions } from './intentions.ts';
import { takeLeases } from './leases.ts';
import { ledgerBook } from './ledger-book.ts';
import { restoredMachines } from './restored.ts';
import { settleOpenIntents } from './resume.ts';
import { type RunJournal, runJournal } from './run-journal.ts';
import { isScene, look, openScene, planScene, type Scene } from './scene.ts';
import { shipping } from './shipping.ts';
import type { World } from './world.ts';

/** Plan, ask, lease, look again, act step by step, conclude. Only what was shown is done. */
export async function apply(world: World, request: ApplyRequest): Promise<Applied> {
  const begun = world.clock.now();
  const opened = await openScene(world, request.source, request.signal);
  if (!isScene(opened)) {
    return ended(
      { compiled: opened, plan: null, fileDiffs: new Map(), tookMs: world.clock.now() - begun },
      'invalid',
      exitCodes.error,
    );
  }
  await using scene = opened;
  const { stack } = scene.desired;
  const journal = await runJournal(world, stack.name, scene.fetched.tree.source.commit);
  await settleOpenIntents(world, scene.lines, ownersOf(stack), journal, stack.name);
  const observed = await look(world, scene, request.signal);
  const plan = await planScene(world, scene, observed, request.options);
  const planned: Planned = {
    compiled: scene.compiled,
    plan,
    fileDiffs: await fileDiffs(scene, plan, request.signal),
    tookMs: world.clock.now() - begun,
  };
  if (request.saved !== null) {
    const old = staleSaved(request.saved, plan, observed);
    if (old.length > 0) return refusedSaved(planned, old);
  }
  refuseUnknown(plan, request.options);
  // Nothing need move there, but its ledger has to be ours again.
  const takenOver = request.options.takeOver
    ? (await restoredMachines(world, stack.name, observed)).map(({ machine }) => machine)
    : [];
  const verdict = beforeActing(plan, observed, request, takenOver);
  if (verdict !== null) return ended(planned, verdict.outcome, verdict.exitCode);
  const asks = plan.changes.some(isActive);
  if (asks && !(await request.confirm(planned))) return ended(planned, 'declined', exitCodes.error);
  return await act(world, scene, request, { planned, plan, observed, journal, takenOver });
}

/** What was shown, and from which look. */
interface Shown {
  readonly planned: Planned;
  readonly plan: Plan;
  readonly observed: Observed;
  readonly journal: RunJournal;
  readonly takenOver: readonly string[];
}

async function act(world: World, scene: Scene, request: ApplyRequest, shown: Shown): Promise<Applied> {
  const { stack } = scene.desired;
  const { planned, journal } = shown;
  const machines = touched(shown.plan, shown.observed, request, shown.takenOver);
  await using leases = await takeLeases(world, scene.lines, stack.ownerId, machines, shown.observed);
  const observed = await look(world, scene, request.signal);
  const plan = await planScene(world, scene, observed, request.options);
  const moved = staleness(shown.plan, plan);
  // Another run did it between our look and our lease.
  if (moved.length > 0 && request.saved === null) {
    const verdict = beforeActing(plan, observed, request, shown.takenOver);
    if (verdict?.outcome === 'nothing-to-do')
      return ended({ ...planned, plan }, verdict.outcome, verdict.exitCode);
  }
  if (moved.length > 0) return refusedSaved(planned, moved.map(staleWord));
  await journal.started(request.verb, summary(plan, request));
  const ledgers = ledgerBook(observed);
  noteIntentions(world, plan, request, ledgers, machines);
  const ship = shipping(world, scene, leases, ledgers, journal, request.abort);
  let driven: Driven | null = null;
  try {
    await takeOverFormer(scene, observed, ledgers, ship, machines);
    driven = await drive({ world, scene, plan, observed, leases, ledgers, journal, ship, request });
    // Whoever took over has the last word.
    if (driven.outcome !== 'locked')
      await conclude({
        scene,
        observed: driven.observed,
        ledgers,
        ship,
        machines,
        appliedAt: world.clock.wall(),
        isComplete: driven.outcome === 'done' && plan.changes.every((change) => !change.held),
      });
  } catch (error) {
    await journal.ended(outcomeOf(error), codeOfError(plan, error));
    throw error;
  }
  const code = codeOf(plan, driven.outcome);
  await journal.ended(driven.outcome, code);
  return {
    planned,
    run: journal.run,
    outcome: driven.outcome,
    exitCode: code,
    verdicts: driven.verdicts,
    operations: ship.operations(),
  };
}

function refusedSaved(planned: Planned, why: readonly string[]): Applied {
  const verdicts = why.map((reason): Verdict => ({ address: '', action: '', state: 'failed', reason }));
  return { ...ended(planned, 'stale', exitCodes.stale), verdicts };
}

function summary(plan: Plan, request: ApplyRequest): Json {
  return {
    id: request.saved?.id ?? plan.id,
    reason: request.reason,
    changes: plan.changes
      .filter(isActive)
      .map((change) => ({ address: change.address, action: change.action, reason: change.reason })),
  };
}

function outcomeOf(error: unknown): RunOutcome {
  if (error instanceof Error && error.name === 'AbortError') return 'interrupted';
  return error instanceof ProvctlError && error.kind === 'lease.lost' ? 'locked' : 'incomplete';
}

/** As the command line will tell it: what stopped it early goes before what the plan says. */
function codeOfError(plan: Plan, error: unknown): number {
  const outcome = outcomeOf(error);
  return outcome === 'incomplete' ? 1 : codeOf(plan, outcome);
}

function ended(planned: Planned, outcome: Applied['outcome'], code: number): Applied {
  return { planned, run: null, outcome, exitCode: code, verdicts: [], operations: 0 };
}
