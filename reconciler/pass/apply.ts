import { ProvctlError } from '../model/error.ts';
import type { RunOutcome } from '../model/event.ts';
import type { Json } from '../model/json.ts';
import { withHold, withoutHold, withUsedPlan } from '../model/ledger-change.ts';
import type { Observed } from '../model/observed.ts';
import type { Change, Plan } from '../model/plan.ts';
import { exitCode, outcomeCondition, planConditions } from '../plan/exit-code.ts';
import { type Stale, staleness } from '../plan/staleness.ts';
import { conclude } from './conclude.ts';
import { type Driven, drive } from './drive.ts';
import type { Applied, ApplyRequest, Planned, Verdict } from './engine.ts';
import { fileDiffs } from './file-diffs.ts';
import { takeLeases } from './leases.ts';
import { type LedgerBook, ledgerBook } from './ledger-book.ts';
import { settleOpenIntents } from './resume.ts';
import { type RunJournal, runJournal } from './run-journal.ts';
import { isScene, look, openScene, planScene, type Scene } from './see.ts';
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
      1,
    );
  }
  await using scene = opened;
  const { stack } = scene.desired;
  const journal = await runJournal(world, stack.name, scene.fetched.tree.source.commit);
  await settleOpenIntents(world, scene.lines, stack.ownerId, journal, stack.name);
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
    if (old !== null) return refusedSaved(planned, old);
  }
  const verdict = beforeActing(plan, request);
  if (verdict !== null) return ended(planned, verdict.outcome, verdict.exitCode);
  if (!(await request.confirm(planned))) return ended(planned, 'declined', 1);
  return await act(world, scene, request, planned, plan, journal);
}

async function act(
  world: World,
  scene: Scene,
  request: ApplyRequest,
  planned: Planned,
  shown: Plan,
  journal: RunJournal,
): Promise<Applied> {
  const { stack } = scene.desired;
  const machines = touched(shown, request);
  await using leases = await takeLeases(world, scene.lines, stack.ownerId, machines);
  const observed = await look(world, scene, request.signal);
  const plan = await planScene(world, scene, observed, request.options);
  const moved = staleness(shown, plan);
  if (moved.length > 0) return refusedSaved(planned, moved.map(staleWord).join(', '));
  await journal.started(request.verb, summary(plan, request));
  const ledgers = ledgerBook(observed);
  noteIntentions(world, plan, request, ledgers, machines);
  const ship = shipping(world, scene, leases, ledgers, journal, request.abort);
  let driven: Driven | null = null;
  try {
    driven = await drive({ world, scene, plan, observed, leases, ledgers, journal, ship, request });
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
    await journal.ended(outcomeOf(error), 1);
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

function codeOf(plan: Plan, outcome: RunOutcome): number {
  const condition = outcomeCondition(outcome);
  return exitCode([...planConditions(plan, 'apply'), ...(condition === null ? [] : [condition])]);
}

export function isActive(change: Change): boolean {
  return change.action !== 'none';
}

/** Machines whose services or ledger this run may change. */
function touched(plan: Plan, request: ApplyRequest): readonly string[] {
  const concerned = plan.changes.filter(
    (change) => isActive(change) || (isHolding(request) && isNamed(change, request)),
  );
  return [...new Set(concerned.map((change) => change.machine))];
}

function isNamed(change: Change, request: ApplyRequest): boolean {
  const names = request.options.imperative?.names ?? [];
  return names.includes(change.service) || names.includes(change.instance) || names.includes(change.address);
}

/** Denied as a whole, or nothing to do: said before anybody is asked. */
function beforeActing(
  plan: Plan,
  request: ApplyRequest,
): { readonly outcome: Applied['outcome']; readonly exitCode: number } | null {
  const whole = plan.denials.some((denial) => denial.address === null);
  if (whole) return { outcome: 'denied', exitCode: 7 };
  if (plan.changes.some(isActive) || isHolding(request)) return null;
  return { outcome: 'nothing-to-do', exitCode: codeOf(plan, 'done') };
}

/** A `stop` of what is stopped already still leaves its hold. */
function isHolding(request: ApplyRequest): boolean {
  return request.options.imperative?.verb === 'stop';
}

function staleSaved(saved: Plan, fresh: Plan, observed: Observed): string | null {
  const used = observed.machines.some(
    (machine) => machine.kind === 'seen' && machine.ledger.usedPlans.includes(saved.id),
  );
  if (used) return saved.id;
  const differences = staleness(saved, fresh);
  return differences.length === 0 ? null : differences.map(staleWord).join(', ');
}

function staleWord({ what, subject }: Stale): string {
  return subject === '' ? what : `${subject}: ${what}`;
}

function refusedSaved(planned: Planned, what: string): Applied {
  const reason: Verdict = { address: '', action: '', state: 'failed', reason: what };
  return { ...ended(planned, 'stale', 6), verdicts: [reason] };
}

/** What the ledgers must know before anything happens: a plan is used up, a stop is held. */
function noteIntentions(
  world: World,
  plan: Plan,
  request: ApplyRequest,
  ledgers: LedgerBook,
  machines: readonly string[],
): void {
  const imperative = request.options.imperative;
  for (const machine of machines) {
    if (request.saved !== null)
      ledgers.change(machine, (ledger) => withUsedPlan(ledger, request.saved?.id ?? ''));
  }
  if (imperative === null) return;
  for (const change of plan.changes) {
    if (!isNamed(change, request)) continue;
    if (imperative.verb === 'stop') {
      const hold = {
        by: world.actor,
        reason: request.reason,
        since: world.clock.wall(),
        wanted: 'stopped' as const,
      };
      ledgers.change(change.machine, (ledger) => withHold(ledger, change.service, hold));
    } else if (imperative.verb === 'start')
      ledgers.change(change.machine, (ledger) => withoutHold(ledger, change.service));
  }
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

function ended(planned: Planned, outcome: Applied['outcome'], code: number): Applied {
  return { planned, run: null, outcome, exitCode: code, verdicts: [], operations: 0 };
}
