import { sha256 } from '../../model/digest.ts';
import type { DropIn, Installed, Marked, ObservedInstance } from '../../model/observed.ts';
import type { OperationResult } from '../../model/operation.ts';
import type { BackendContext } from '../backend.ts';
import { installedOf, readMarked } from '../mark.ts';
import { type Answer, readAnswer } from './frames.ts';
import { instanceOfUnit, serviceUnit, timerUnit } from './name.ts';
import { dropInPath, foreignDropIns, words } from './overrides.ts';
import { scopeOf } from './scope.ts';
import { bootOf, type Properties, runOf, type Started, scheduledRun } from './state.ts';

/** One instance for each asked, and for each further unit whose mark names this owner. */
export function parse(
  context: BackendContext,
  instances: readonly string[],
  results: readonly OperationResult[],
): readonly ObservedInstance[] {
  const answer = readAnswer(results[0]);
  const asked = new Map(instances.map((instance) => [serviceUnit(instance), instance]));
  const shown = new Map<string, Properties>();
  for (const [index, unit] of [...answer.services, ...answer.timers].entries()) {
    shown.set(unit, answer.shown[index] ?? new Map());
  }
  const found: ObservedInstance[] = [];
  for (const unit of answer.services) {
    const seen = observedUnit(context, unit, shown, answer);
    const ours = seen.installed.kind === 'marked' && seen.installed.mark.owner === context.owner;
    if (ours || asked.has(unit)) found.push(seen);
  }
  return found;
}

function observedUnit(
  context: BackendContext,
  unit: string,
  shown: ReadonlyMap<string, Properties>,
  answer: Answer,
): ObservedInstance {
  const instance = instanceOfUnit(unit);
  const properties = shown.get(unit) ?? new Map<string, string>();
  const timer = shown.get(timerUnit(instance));
  const installed = installedUnit(context, unit, properties, answer);
  const started = startOf(context, unit, properties, answer);
  const scheduled = isScheduled(installed, timer);
  return {
    instance,
    backend: 'systemd',
    installed,
    loaded: loadedOf(context, unit, installed, properties, timer, answer),
    boot: bootOf(scheduled ? timer : properties),
    run: scheduled ? scheduledRun(properties, timer, started) : runOf(properties, started),
  };
}

function isScheduled(installed: Installed, timer: Properties | undefined): boolean {
  if (installed.kind === 'marked' && installed.definition !== null)
    return installed.definition.schedule !== undefined;
  return installed.kind === 'marked' && timer !== undefined;
}

function installedUnit(context: BackendContext, unit: string, shown: Properties, answer: Answer): Installed {
  const path = `${scopeOf(context).directory}/${unit}`;
  const own = markedFile(path, answer);
  if (own !== null) {
    const overrides = foreignDropIns(path, shown, answer.drops, false);
    return { ...own, edited: own.edited || isTimerEdited(context, own, answer), overrides };
  }
  const adopted = markedFile(dropInPath(path), answer);
  if (adopted !== null) {
    return { ...adopted, overrides: foreignDropIns(path, shown, answer.drops, true), adopted: true };
  }
  const there = answer.files.has(path) ? path : (shown.get('FragmentPath') ?? '');
  const content = answer.files.get(there);
  if (content !== undefined) {
    const dropIns = dropInsOf(path, shown, answer);
    return {
      kind: 'foreign',
      path: there,
      digest: sha256(content),
      content: content.toString('utf8'),
      dropIns,
    };
  }
  // Loaded from a file that could not be read, or masked on purpose: it is there all the same, and not ours.
  if (shown.get('LoadState') === 'loaded' || shown.get('LoadState') === 'masked') {
    return { kind: 'foreign', path: there === '' ? path : there, digest: '', content: '' };
  }
  return { kind: 'absent' };
}

/** In the manager's order, then those that it has not loaded. */
function dropInsOf(unitPath: string, shown: Properties, answer: Answer): readonly DropIn[] {
  const loaded = words(shown.get('DropInPaths'));
  const lying = [...answer.drops].filter((path) => path.startsWith(`${unitPath}.d/`));
  return [...new Set([...loaded, ...lying])].map((path) => {
    const content = answer.files.get(path);
    return {
      path,
      content: content?.toString('utf8') ?? null,
      digest: content === undefined ? null : sha256(content),
      isLoaded: loaded.includes(path),
    };
  });
}

/** A mark written for another path is given as it is: the plan tells a copy by it. */
function markedFile(path: string, answer: Answer): Marked | null {
  const content = answer.files.get(path);
  if (content === undefined) return null;
  const installed = installedOf(path, content.toString('utf8'), sha256(content));
  return installed.kind === 'marked' ? installed : null;
}

/** The timer is part of what is installed: gone, changed or not ours, it is an edit like any other. */
function isTimerEdited(context: BackendContext, installed: Marked, answer: Answer): boolean {
  if (installed.definition === null) return false;
  const path = `${scopeOf(context).directory}/${timerUnit(installed.mark.instance)}`;
  const content = answer.files.get(path);
  if (installed.definition.schedule === undefined) return false;
  const marked = content === undefined ? null : readMarked(content.toString('utf8'));
  return marked === null || marked.edited || marked.mark?.specHash !== installed.mark.specHash;
}

function loadedOf(
  context: BackendContext,
  unit: string,
  installed: Installed,
  shown: Properties,
  timer: Properties | undefined,
  answer: Answer,
): ObservedInstance['loaded'] {
  const path = `${scopeOf(context).directory}/${unit}`;
  const restartHash = loadedHash(shown);
  const load = shown.get('LoadState');
  const loadedDrops = new Set(words(shown.get('DropInPaths')));
  const stale =
    shown.get('NeedDaemonReload') === 'yes' ||
    timer?.get('NeedDaemonReload') === 'yes' ||
    // What the manager does not notice by itself: a file or a drop-in directory that is new.
    (answer.files.has(path) && load === 'not-found') ||
    timer?.get('LoadState') === 'not-found' ||
    [...answer.drops].some(
      (drop) => drop.startsWith(`${path}.d/`) && load === 'loaded' && !loadedDrops.has(drop),
    ) ||
    (load === 'loaded' && isOwnUnedited(installed) && restartHash !== installed.mark.restartHash);
  return { restartHash, stale };
}

function isOwnUnedited(installed: Installed): installed is Marked {
  return installed.kind === 'marked' && !installed.adopted && !installed.edited;
}

function loadedHash(shown: Properties): string | null {
  return (
    /(?:^| )"?PROVCTL_SPEC=(v1:[0-9a-f]{64})(?=[" ]|$)/.exec(shown.get('LogExtraFields') ?? '')?.[1] ?? null
  );
}

/** The environment speaks for the process if it names this very start; else what the manager noted at the start. */
function startOf(context: BackendContext, unit: string, shown: Properties, answer: Answer): Started {
  const pid = Number(shown.get('MainPID') ?? '0');
  const start = answer.starts.get(pid);
  const environ = answer.environs.get(pid);
  const isThisStart = environ?.get('INVOCATION_ID') === shown.get('InvocationID');
  const said = isThisStart && environ?.has('PROVCTL_SPEC') === true ? environ : answer.started.get(unit);
  return {
    identity: start === undefined ? null : { bootId: context.facts.bootId, pid, start },
    restartHash: said?.get('PROVCTL_SPEC') ?? null,
    release: said?.get('PROVCTL_RELEASE') ?? null,
  };
}
