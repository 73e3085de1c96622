import { type BackendName, backendNames, type Definition, sameInstalledPart } from '../model/definition.ts';
import type { DesiredInstance } from '../model/desired.ts';
import type { Mark, ObservedInstance } from '../model/observed.ts';
import type { InstanceState } from '../model/plan.ts';
import { classify } from './classify.ts';
import type { MachineContext } from './context.ts';
import {
  type Hashes,
  markOf,
  releaseId,
  reloadHash,
  restartHash,
  specHash,
  withSecretDigests,
} from './hashes.ts';

/** A desired instance on its machine: backend chosen, secrets' digests filled in, hashes computed. */
export interface Target {
  readonly definition: Definition;
  readonly hashes: Hashes;
  readonly release: string;
}

export function targetOf(
  context: MachineContext,
  wanted: DesiredInstance,
  backend: BackendName,
  before: Pick<InstanceState, 'mark' | 'definition'>,
): Target {
  const { mark } = before;
  const filled = withSecretDigests(wanted.definition, context.secretDigests);
  const definition = onBackend(filled, wanted, backend);
  // Told by looking at both where that can be done: hashing is most of what planning a converged fleet costs.
  const isSame = before.definition !== null && sameInstalledPart(definition, before.definition);
  if (mark !== null && isSame) return { definition, ...hashesIn(mark) };
  const spec = specHash(definition);
  // What is installed was hashed when it was; equal content, equal hashes.
  if (mark !== null && mark.specHash === spec) return { definition, ...hashesIn(mark) };
  const hashes = { spec, restart: restartHash(definition), reload: reloadHash(definition) };
  return { definition, hashes, release: releaseId(definition, hashes) };
}

/** A bare process is not started with the machine unless somebody asks for it: not every machine has a cron. */
function onBackend(definition: Definition, wanted: DesiredInstance, backend: BackendName): Definition {
  if (definition.backend === backend && wanted.backend !== 'auto') return definition;
  const isDefaulted = wanted.backend === 'auto' && backend === 'process' && !wanted.isBootGiven;
  return { ...definition, backend, ...(isDefaulted ? { boot: false } : {}) };
}

/** What is installed, seen as what is wanted: where the desired release may not be tried. */
export function installedTarget(definition: Definition, mark: Mark): Target {
  return { definition, ...hashesIn(mark) };
}

function hashesIn(mark: Mark): Pick<Target, 'hashes' | 'release'> {
  return {
    hashes: { spec: mark.specHash, restart: mark.restartHash, reload: mark.reloadHash },
    release: mark.release,
  };
}

export function markOfTarget(context: MachineContext, target: Target): Mark {
  const { definition } = target;
  const mark = markOf(
    definition,
    {
      owner: context.backend.owner,
      machineId: context.facts.machineId,
      path: context.rules.path(context.backend, definition.backend, definition.instance),
      commit: context.input.source.commit,
    },
    target.hashes,
  );
  return mark.release === target.release ? mark : { ...mark, release: target.release };
}

/**
 * `auto` stays where the instance already is ours: a user manager that does not answer today, or a systemd that was
 * added, must not move what runs.
 */
export function backendOf(
  context: MachineContext,
  wanted: DesiredInstance,
  found: readonly ObservedInstance[],
): BackendName {
  if (wanted.backend !== 'auto') return wanted.backend;
  if (found.length === 0) return context.rules.pickBackend(context.facts);
  const ours = found.filter((observed) => classify(context, observed).kind === 'managed');
  const stays = backendNames.find((name) => ours.some(({ backend }) => backend === name));
  return stays ?? context.rules.pickBackend(context.facts);
}
