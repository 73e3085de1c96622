import type { StepOutcome } from '../act/batch.ts';
import { defaults } from '../config/generated/defaults.ts';
import type { RunOutcome } from '../model/event.ts';
import type { Observed } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import { checksHash } from '../plan/hashes.ts';
import { begin } from '../rollout/begin.ts';
import {
  acted,
  type ChangeState,
  type CheckRequest,
  interrupt,
  type Rollout,
  type RolloutStep,
  type RolloutVerdict,
  type StepResult,
} from '../rollout/state.ts';
import { turn } from '../rollout/turn.ts';
import type { ApplyRequest, Verdict } from './engine.ts';
import type { Leases } from './leases.ts';
import type { LedgerBook } from './ledger-book.ts';
import { machineRun } from './machine-run.ts';
import { progressReporter } from './progress.ts';
import type { RunJournal } from './run-journal.ts';
import { type Sampler, sampler } from './sampling.ts';
import { look, type Scene } from './scene.ts';
import type { Shipping } from './shipping.ts';
import { type Remembered, remember } from './verdicts.ts';
import type { World } from './world.ts';

/** What driving a rollout needs; the lease is held and the run journalled. */
export interface Drive {
  readonly world: World;
  readonly scene: Scene;
  readonly plan: Plan;
  readonly observed: Observed;
  readonly leases: Leases;
  readonly ledgers: LedgerBook;
  readonly journal: RunJournal;
  readonly ship: Shipping;
  readonly request: ApplyRequest;
}

export interface Driven {
  readonly outcome: RunOutcome;
  readonly verdicts: readonly Verdict[];
  readonly observed: Observed;
}

const settings = { lookEveryMs: defaults.pass.lookEveryMs, goneDeadlineMs: defaults.pass.goneDeadlineMs };

/** Turns until everything has ended: decide, remember, act, look. The pure rollout decides; this only obeys. */
export async function drive(given: Drive): Promise<Driven> {
  const { world, scene, plan, leases, request } = given;
  const report = progressReporter(plan, request.onProgress);
  const checks = sampler(world, scene.lines);
  let observed = given.observed;
  let rollout = begin(plan, observed);
  let lookMs = 0;
  for (;;) {
    request.abort?.throwIfAborted();
    if (request.signal?.aborted === true) rollout = interrupt(rollout);
    const next = turn(plan, rollout, observed, checks.verdicts(), settings);
    rollout = next.rollout;
    await rememberAll(given, next.verdicts, rollout);
    report(rollout.states);
    if (next.finished)
      return { outcome: next.outcome ?? 'done', verdicts: verdictsOf(plan, rollout), observed };
    if (next.steps.length > 0)
      rollout = acted(rollout, await actAll(given, next.steps, observed), world.clock.now());
    else await rest(given, checks, next.checks, next.wakeAtMs, lookMs);
    await leases.renew();
    const lookingSince = world.clock.now();
    observed = await look(world, scene, request.abort);
    lookMs = world.clock.now() - lookingSince;
    given.ledgers.seen(observed);
  }
}

async function rememberAll(
  given: Drive,
  verdicts: readonly RolloutVerdict[],
  rollout: Rollout,
): Promise<void> {
  if (verdicts.length === 0) return;
  await given.journal.sayAll(
    verdicts.map(({ machine, instance, release, verdict, reason }) => ({
      kind: 'verdict',
      machine,
      instance,
      release,
      verdict,
      reason,
    })),
  );
  const at = given.world.clock.wall();
  const memory = memoryOf(given.plan, rollout);
  for (const [machine, mine] of Map.groupBy(verdicts, (verdict) => verdict.machine)) {
    given.ledgers.change(machine, (ledger) => remember(ledger, mine.map(memory), at));
  }
}

/** What a verdict means for the ledger, by the change that it is about. */
function memoryOf({ changes }: Plan, rollout: Rollout): (verdict: RolloutVerdict) => Remembered {
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  // Until its new name is proven, what had the old one is what a put-back returns to.
  const awaited = new Set(changes.map(({ machine, formerly }) => `${machine}/${formerly ?? ''}`));
  return (verdict) => {
    const { address, machine, instance } = verdict;
    const state = rollout.states[address];
    const change = byAddress.get(address);
    const owed = state?.phase === 'putting-back' ? state.release : null;
    const under = state?.phase === 'putting-back' ? state.under : undefined;
    const isMadeRoom = change?.action === 'delete' && change.reason === 'put-back';
    const definition = change?.after.definition ?? null;
    return {
      ...verdict,
      owed: owed === null ? null : { instance: under ?? instance, release: owed },
      formerly: verdict.verdict === 'healthy' ? (change?.formerly ?? null) : null,
      isKept: verdict.verdict === 'gone' && (awaited.has(`${machine}/${instance}`) || isMadeRoom),
      checks: definition === null ? null : checksHash(definition),
    };
  };
}

/** All steps of a turn, a batch for each machine. */
async function actAll(
  given: Drive,
  steps: readonly RolloutStep[],
  observed: Observed,
): Promise<readonly StepResult[]> {
  const byMachine = Map.groupBy(steps, (step) => step.machine);
  const results = await Promise.all(
    [...byMachine].map(([machine, mine]) => machineRun(given, machine, mine, observed)),
  );
  return results.flatMap((outcomes) => [...outcomes].map(([address, outcome]) => resultOf(address, outcome)));
}

function resultOf(address: string, outcome: StepOutcome | { readonly kind: 'superseded' }): StepResult {
  switch (outcome.kind) {
    case 'done':
    case 'superseded':
      return { address, result: outcome.kind, reason: '' };
    case 'cut-short':
      return { address, result: 'failed', reason: '' };
    default:
      return { address, result: outcome.kind, reason: outcome.reason };
  }
}

/**
 * Until something may have changed: the next check is due, or the rollout wants to look. Looking takes at most half of
 * the time: a thousand services that start should not be kept from it by being watched.
 */
async function rest(
  given: Drive,
  checks: Sampler,
  requests: readonly CheckRequest[],
  wakeAtMs: number | null,
  lookMs: number,
): Promise<void> {
  const { clock } = given.world;
  const due = checks.nextDueMs(requests);
  const until = Math.min(wakeAtMs ?? Number.POSITIVE_INFINITY, due ?? Number.POSITIVE_INFINITY);
  const waitMs = Math.min(Math.max(lookMs, until - clock.now()), defaults.lease.lifeMs / 6);
  if (waitMs > 0) await clock.wait(waitMs, given.request.abort);
  await checks.sample(requests, given.request.abort);
}

function verdictsOf(plan: Plan, rollout: Rollout): readonly Verdict[] {
  return plan.changes.flatMap((change) => {
    const state = rollout.states[change.address];
    return state === undefined
      ? []
      : [{ address: change.address, action: change.action, state: wordOf(state), reason: reasonOf(state) }];
  });
}

function wordOf(state: ChangeState): Verdict['state'] {
  switch (state.phase) {
    case 'waiting':
      return 'skipped';
    case 'acting':
    case 'checking':
      return 'unknown';
    case 'putting-back':
      return 'incomplete';
    default:
      return state.phase;
  }
}

function reasonOf(state: ChangeState): string {
  return 'reason' in state ? state.reason : '';
}
