import { type Backend, type BackendContext, noStages, type Transition } from '../backends/backend.ts';
import { managedFileOperations, type ReleaseParts, releaseOperations } from '../backends/release.ts';
import type { Definition } from '../model/definition.ts';
import type { Mark, ObservedInstance } from '../model/observed.ts';
import type { Mutation } from '../model/operation.ts';
import type { Change } from '../model/plan.ts';
import type { PreparedStep } from './batch.ts';

/** What turning a change into operations needs of the machine, as it was last seen. */
export interface Ground {
  readonly context: BackendContext;
  readonly backend: Backend;
  readonly observed: ObservedInstance;
  /** Digests of managed files on the machine. */
  readonly files: Readonly<Record<string, string | null>>;
}

/** What an instance is brought to. */
export interface Goal {
  readonly definition: Definition;
  readonly mark: Mark;
}

export function prepareChange(change: Change, ground: Ground, parts: ReleaseParts): PreparedStep {
  const { definition, mark } = change.after;
  switch (change.action) {
    case 'none':
      return { address: change.address, release: [], files: [], stages: noStages };
    case 'delete':
      return prepareRemoval(change, ground);
    case 'forget':
      return {
        address: change.address,
        release: [],
        files: [],
        stages: stages(ground, { kind: 'forget', observed: ground.observed }),
      };
    case 'stop':
      return prepareStop(change, ground);
    default:
      if (definition === null || mark === null) return prepareStop(change, ground);
      return change.action === 'adopt'
        ? prepareAdoption(change, ground, { definition, mark }, parts)
        : prepareGoal(change.address, ground, { definition, mark }, runFor(change), parts);
  }
}

/** Brings an instance to a goal: a new release, or an old one of which everything still lies on the machine. */
export function prepareGoal(
  address: string,
  ground: Ground,
  goal: Goal,
  run: ConvergeRun,
  parts: ReleaseParts,
): PreparedStep {
  const installed = installedDefinition(ground.observed);
  const put = managedFileOperations(
    ground.context,
    goal.definition,
    goal.mark.release,
    ground.files,
    installed,
  );
  const install = !isInstalled(ground.observed, goal.mark);
  // Files are copied from the release, so one that lost its own is staged again.
  const isWhole = !install && put.length === 0;
  return {
    address,
    release: isWhole ? [] : releaseOperations(ground.context, goal.definition, goal.mark, parts),
    files: [...put, ...removedFiles(installed, goal.definition, ground.files)],
    stages: stages(ground, {
      kind: 'converge',
      definition: goal.definition,
      mark: goal.mark,
      observed: ground.observed,
      install,
      run,
    }),
  };
}

type ConvergeRun = Extract<Transition, { kind: 'converge' }>['run'];

function runFor(change: Change): ConvergeRun {
  switch (change.action) {
    case 'create':
    case 'start':
      return 'start';
    case 'replace':
    case 'restart':
      return 'restart';
    case 'reload':
      return 'reload';
    default:
      return 'none';
  }
}

function prepareStop(change: Change, ground: Ground): PreparedStep {
  const definition = change.before.definition ?? change.after.definition;
  const mark = change.before.mark ?? change.after.mark;
  if (definition === null || mark === null)
    return { address: change.address, release: [], files: [], stages: noStages };
  const transition: Transition = {
    kind: 'converge',
    definition,
    mark,
    observed: ground.observed,
    install: false,
    run: 'stop',
  };
  return { address: change.address, release: [], files: [], stages: stages(ground, transition) };
}

function prepareRemoval(change: Change, ground: Ground): PreparedStep {
  const removal = stages(ground, { kind: 'remove', observed: ground.observed });
  const files = removedFiles(installedDefinition(ground.observed), null, ground.files);
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
    release: releaseOperations(ground.context, goal.definition, goal.mark, parts),
    files: managedFileOperations(ground.context, goal.definition, goal.mark.release, ground.files),
    stages: stages(ground, { kind: 'adopt', ...goal, observed: ground.observed }),
  };
}

/** Files that the new definition no longer has; one that somebody else wrote since stays. */
function removedFiles(
  installed: Definition | null,
  next: Definition | null,
  files: Ground['files'],
): readonly Mutation[] {
  const kept = new Set(next?.files.map((file) => file.path));
  const removals: Mutation[] = [];
  for (const file of installed?.files ?? []) {
    if (kept.has(file.path) || files[file.path] !== file.digest) continue;
    removals.push({
      kind: 'remove',
      path: file.path,
      when: { kind: 'digest', path: file.path, digest: file.digest },
    });
  }
  return removals;
}

/** Everything that the mark speaks of stands there, and its release was staged whole before. */
function isInstalled({ installed }: ObservedInstance, mark: Mark): boolean {
  return (
    installed.kind === 'marked' &&
    !installed.edited &&
    installed.mark.specHash === mark.specHash &&
    installed.mark.release === mark.release &&
    installed.mark.owner === mark.owner &&
    installed.mark.protected === mark.protected
  );
}

function installedDefinition({ installed }: ObservedInstance): Definition | null {
  return installed.kind === 'marked' ? installed.definition : null;
}

function stages(ground: Ground, transition: Transition) {
  return ground.backend.stages(ground.context, transition);
}
