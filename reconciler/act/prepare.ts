import { type Backend, type BackendContext, noStages, type Transition } from '../backends/backend.ts';
import { managedFileOperations, type ReleaseParts, releaseOperations } from '../backends/release.ts';
import type { Definition } from '../model/definition.ts';
import type { RightsByPath } from '../model/file-rights.ts';
import type { Mark, ObservedInstance } from '../model/observed.ts';
import type { Mutation } from '../model/operation.ts';
import type { Change } from '../model/plan.ts';
import { workOf } from '../model/work.ts';
import type { PreparedStep } from './batch.ts';

/** What turning a change into operations needs of the machine, as it was last seen. */
export interface Ground {
  readonly context: BackendContext;
  readonly backend: Backend;
  readonly observed: ObservedInstance;
  /** Digests of managed files on the machine. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly rights: RightsByPath | undefined;
  /** Paths of files that are proven to be ours and that nothing else needs. */
  readonly removable: ReadonlySet<string>;
}

/** What an instance is brought to. */
export interface Goal {
  readonly definition: Definition;
  readonly mark: Mark;
}

export function prepareChange(change: Change, ground: Ground, parts: ReleaseParts): PreparedStep {
  const { definition, mark } = change.after;
  const work = workOf(change);
  if (work.kind === 'remove') return prepareRemoval(change, ground);
  if (work.kind === 'forget') {
    const forgetting = stages(ground, { kind: 'forget', observed: ground.observed });
    return { ...nothing(change.address), stages: forgetting };
  }
  if (work.kind === 'none' || definition === null || mark === null) return nothing(change.address);
  if (work.kind !== 'converge') return prepareAdoption(change, ground, { definition, mark }, parts);
  return prepareGoal(change.address, ground, { definition, mark }, work, parts);
}

/** Stops what stands there, whatever it is of ours. */
export function prepareStop(change: Change, ground: Ground): PreparedStep {
  const { installed } = ground.observed;
  if (installed.kind !== 'marked' || installed.definition === null) return nothing(change.address);
  const { definition, mark } = installed;
  return prepareGoal(change.address, ground, { definition, mark }, { install: false, run: 'stop' }, noParts);
}

/** Nothing of git is needed to stop, or to come back. */
export const noParts: ReleaseParts = { contents: new Map(), secrets: new Map() };

function nothing(address: string): PreparedStep {
  return { address, release: [], files: [], stages: noStages };
}

/** Brings an instance to a goal: a new release, or an old one of which everything still lies on the machine. */
export function prepareGoal(
  address: string,
  ground: Ground,
  goal: Goal,
  work: ConvergeWork,
  parts: ReleaseParts,
): PreparedStep {
  const installed = installedDefinition(ground.observed);
  const files =
    work.run === 'stop'
      ? []
      : managedFileOperations(
          ground.context,
          goal.definition,
          goal.mark.release,
          ground.files,
          installed,
          ground.rights,
        );
  // Files are copied from the release, so one that lost its own is staged again.
  const isWhole = !work.install && files.length === 0;
  return {
    address,
    release: isWhole
      ? []
      : releaseOperations(ground.backend, ground.context, goal.definition, goal.mark, parts),
    files: [...files, ...removedFiles(installed, goal.definition, ground)],
    stages: stages(ground, {
      kind: 'converge',
      ...goal,
      observed: ground.observed,
      install: work.install,
      run: work.run,
    }),
  };
}

/**
 * Brings back what stood under an earlier name, in one go with the end of what took its place: that is stopped before
 * anything starts, and files that both have stay.
 */
export function prepareReturn(address: string, ground: Ground, leaving: Ground, goal: Goal): PreparedStep {
  const back = prepareGoal(address, ground, goal, { install: true, run: 'restart' }, noParts);
  const gone = stages(leaving, { kind: 'remove', observed: leaving.observed });
  const theirs = removedFiles(installedDefinition(leaving.observed), goal.definition, leaving);
  return {
    address,
    release: back.release,
    files: back.files,
    stages: {
      before: [...gone.before, ...back.stages.before],
      install: [...gone.install, ...back.stages.install],
      manager: [...gone.manager, ...back.stages.manager],
      activate: [...gone.activate, ...back.stages.activate],
      cleanup: [...gone.cleanup, ...back.stages.cleanup, ...theirs],
    },
  };
}

type ConvergeWork = Pick<Extract<Transition, { kind: 'converge' }>, 'install' | 'run'>;

function prepareRemoval(change: Change, ground: Ground): PreparedStep {
  const removal = stages(ground, { kind: 'remove', observed: ground.observed });
  const files = removedFiles(installedDefinition(ground.observed), null, ground);
  return {
    address: change.address,
    release: [],
    files: [],
    stages: { ...removal, cleanup: [...removal.cleanup, ...files] },
  };
}

function prepareAdoption(change: Change, ground: Ground, goal: Goal, parts: ReleaseParts): PreparedStep {
  return {
    address: change.address,
    release: releaseOperations(ground.backend, ground.context, goal.definition, goal.mark, parts),
    files: managedFileOperations(ground.context, goal.definition, goal.mark.release, ground.files),
    stages: stages(ground, { kind: 'adopt', ...goal, observed: ground.observed }),
  };
}

/** Files that the new definition no longer has; one that somebody else wrote since stays. */
function removedFiles(
  installed: Definition | null,
  next: Definition | null,
  { files, removable }: Ground,
): readonly Mutation[] {
  const kept = new Set(next?.files.map((file) => file.path));
  const removals: Mutation[] = [];
  for (const file of installed?.files ?? []) {
    if (kept.has(file.path) || !removable.has(file.path) || files[file.path] !== file.digest) continue;
    removals.push({
      kind: 'remove',
      path: file.path,
      when: { kind: 'digest', path: file.path, digest: file.digest },
    });
  }
  return removals;
}

function installedDefinition({ installed }: ObservedInstance): Definition | null {
  return installed.kind === 'marked' ? installed.definition : null;
}

function stages(ground: Ground, transition: Transition) {
  return ground.backend.stages(ground.context, transition);
}
