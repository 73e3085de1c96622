import type { PreparedStep, StepOutcome } from '../act/batch.ts';
import { removableFiles } from '../act/own-files.ts';
import {
  type Ground,
  noParts,
  prepareChange,
  prepareGoal,
  prepareReturn,
  prepareStop,
} from '../act/prepare.ts';
import { releaseGoal } from '../act/release-goal.ts';
import { backendOf } from '../backends/registry.ts';
import type { ReleaseParts } from '../backends/release.ts';
import { ProvctlError } from '../model/error.ts';
import type { Step } from '../model/event.ts';
import { absentInstance, type Observed, type ObservedInstance, type SeenMachine } from '../model/observed.ts';
import { contextOf } from '../observe/holding.ts';
import type { RolloutStep } from '../rollout/state.ts';
import type { Drive } from './drive.ts';
import { neededElsewhere } from './needed-elsewhere.ts';
import { look } from './scene.ts';

type Outcome = StepOutcome | { readonly kind: 'superseded' };

/**
 * One turn's steps on one machine, as one batch. What was cut short because another step of the batch failed is
 * prepared again from a new look and sent again: it has done nothing wrong.
 */
export async function machineRun(
  given: Drive,
  machine: string,
  steps: readonly RolloutStep[],
  observed: Observed,
): Promise<ReadonlyMap<string, Outcome>> {
  const ended = new Map<string, Outcome>();
  let left = steps;
  let seen = observed;
  while (left.length > 0) {
    const outcomes = await sendOnce(given, machine, left, seen);
    const cut = left.filter((step) => outcomes.get(step.address)?.kind === 'cut-short');
    for (const [address, outcome] of outcomes) if (outcome.kind !== 'cut-short') ended.set(address, outcome);
    if (cut.length === left.length) {
      for (const step of cut) ended.set(step.address, { kind: 'failed', reason: '' });
      break;
    }
    left = cut;
    if (left.length === 0) break;
    seen = await look(given.world, given.scene, given.request.abort);
    given.ledgers.seen(seen);
  }
  return ended;
}

async function sendOnce(
  given: Drive,
  machine: string,
  steps: readonly RolloutStep[],
  observed: Observed,
): Promise<ReadonlyMap<string, Outcome>> {
  const refused = new Map<string, Outcome>();
  const prepared: PreparedStep[] = [];
  for (const step of steps) {
    const one = await prepare(given, step, observed);
    if (one === null) refused.set(step.address, { kind: 'failed', reason: 'release-missing' });
    else prepared.push(one);
  }
  if (prepared.length === 0) return refused;
  const told = steps.filter((step) => !refused.has(step.address)).map(journalled);
  try {
    const outcomes = await given.ship.ship(machine, told, prepared);
    if ([...outcomes.values()].some((outcome) => outcome.kind === 'unknown'))
      await given.scene.lines.reopen(machine, given.request.abort);
    return new Map([...refused, ...outcomes]);
  } catch (error) {
    if (error instanceof ProvctlError && error.kind === 'lease.lost')
      return new Map(steps.map((step) => [step.address, { kind: 'superseded' }]));
    throw error;
  }
}

async function prepare(given: Drive, step: RolloutStep, observed: Observed): Promise<PreparedStep | null> {
  const { scene } = given;
  const { change } = step;
  const session = scene.lines.session(change.machine);
  const seen = observed.machines.find((machine) => machine.machine === change.machine);
  if (session === null || seen?.kind !== 'seen') return null;
  const context = contextOf(session, scene.desired.stack.ownerId);
  const found = foundIn(seen, change);
  const ground: Ground = {
    context,
    backend: backendOf(change.backend),
    observed: found,
    files: seen.files,
    rights: seen.rights,
    removable: await removableFiles(session, context, found, () =>
      neededElsewhere(given.plan, change, seen.instances),
    ),
  };
  if (step.kind === 'stop') return prepareStop(change, ground);
  const { action, after } = change;
  const isTakenAway = action === 'delete' || action === 'forget';
  const secrets = isTakenAway || action === 'stop' ? noParts.secrets : await scene.secrets();
  const parts: ReleaseParts = { contents: scene.desired.contents, secrets };
  // The definition of what is put back lies beside its release on the machine.
  if (step.kind === 'forward' && (after.definition !== null || isTakenAway))
    return prepareChange(change, ground, parts);
  const goal =
    step.release === null
      ? null
      : await releaseGoal(
          session,
          context,
          step.release,
          step.under ?? change.instance,
          scene.fetched.tree.source.commit,
        );
  if (goal === null) return null;
  const backend = backendOf(goal.definition.backend);
  if (step.under !== undefined) {
    const before = { instance: step.under, backend: backend.name };
    const place = { ...ground, backend, observed: foundIn(seen, before), removable: new Set<string>() };
    return prepareReturn(change.address, place, ground, goal);
  }
  return prepareGoal(
    change.address,
    { ...ground, backend },
    goal,
    { install: true, run: 'restart' },
    noParts,
  );
}

function foundIn(
  { instances }: SeenMachine,
  wanted: Pick<ObservedInstance, 'instance' | 'backend'>,
): ObservedInstance {
  const found = instances.find((one) => one.instance === wanted.instance && one.backend === wanted.backend);
  return found ?? absentInstance(wanted);
}

function journalled(step: RolloutStep): Step {
  const { change } = step;
  return {
    address: step.address,
    action: step.kind === 'forward' ? change.action : step.kind,
    from: change.before.release,
    to: step.kind === 'forward' ? change.after.release : step.release,
  };
}
