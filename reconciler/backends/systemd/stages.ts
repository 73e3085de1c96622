import { defaults } from '../../config/generated/defaults.ts';
import type { Definition } from '../../model/definition.ts';
import { canonicalJson } from '../../model/json.ts';
import type { Marked, ObservedInstance } from '../../model/observed.ts';
import {
  type BackendContext,
  noStages,
  type StageOperation,
  type Stages,
  type Transition,
} from '../backend.ts';
import { asSeen } from '../mark.ts';
import { adoptStages, markingDropIn, overridingDropIn } from './adopt.ts';
import { daemonReload, tell } from './commands.ts';
import { forgetText } from './forget-text.ts';
import { serviceUnit, timerUnit } from './name.ts';
import { scopeOf } from './scope.ts';
import { renderTimer, timerPath } from './timer.ts';
import { renderUnit } from './unit.ts';

export function stages(context: BackendContext, transition: Transition): Stages {
  switch (transition.kind) {
    case 'converge':
      return convergeStages(context, transition);
    case 'remove':
      return removeStages(context, transition.observed);
    case 'forget':
      return forgetStages(context, transition.observed);
    case 'adopt':
      return adoptStages(context, transition);
  }
}

type Converge = Transition & { readonly kind: 'converge' };

function convergeStages(context: BackendContext, transition: Converge): Stages {
  const { definition, observed, install, run } = transition;
  const before = observed.installed.kind === 'marked' ? observed.installed.definition : null;
  const retired = install ? retire(context, definition, observed) : noStages;
  return {
    before: retired.before,
    install: install ? [...installOperations(context, transition), ...retired.install] : [],
    manager: [
      ...bootOperations(context, transition, before),
      ...(install || observed.loaded.stale ? [daemonReload(context)] : []),
    ],
    activate: runOperations(context, definition, run),
    cleanup: [],
  };
}

/** What is started, stopped and enabled: of a scheduled instance its timer. */
function activeUnit(definition: Definition): string {
  return definition.schedule === undefined
    ? serviceUnit(definition.instance)
    : timerUnit(definition.instance);
}

function installOperations(
  context: BackendContext,
  { definition, mark, observed, run }: Converge,
): readonly StageOperation[] {
  const { installed } = observed;
  if (installed.kind === 'marked' && installed.adopted) {
    const own = { ...mark, path: installed.path };
    // Nothing of the foreign unit was ever overridden, and nothing is declared anew.
    const isBare =
      run !== 'restart' && observed.loaded.restartHash === null && installed.mark.specHash === mark.specHash;
    const content = {
      bytes: isBare ? markingDropIn(definition, own) : overridingDropIn(context, definition, own),
    };
    return [
      { kind: 'put', path: installed.path, content, mode: '0644', when: asSeen(installed.path, installed) },
    ];
  }
  const path = `${scopeOf(context).directory}/${serviceUnit(definition.instance)}`;
  const content = { bytes: renderUnit(context, definition, { ...mark, path }) };
  const timer = renderTimer(context, definition, mark);
  return [
    { kind: 'put', path, content, mode: '0644', when: asSeen(path, installed) },
    ...(timer === null ? [] : [putTimer(context, definition, timer, observed)]),
  ];
}

/** A timer where none of ours should be is foreign; where one should be, the unit's own precondition guards the pair. */
function putTimer(
  context: BackendContext,
  definition: Definition,
  timer: string,
  { installed }: ObservedInstance,
): StageOperation {
  const path = timerPath(context, definition.instance);
  const had = installed.kind === 'marked' && installed.definition?.schedule !== undefined;
  const unread = installed.kind === 'marked' && installed.definition === null;
  return {
    kind: 'put',
    path,
    content: { bytes: timer },
    mode: '0644',
    ...(had || unread ? {} : { when: { kind: 'absent', path } }),
  };
}

/** An instance that becomes scheduled, or stops being so, first loses what the other kind ran on. */
function retire(
  context: BackendContext,
  definition: Definition,
  { installed }: ObservedInstance,
): Pick<Stages, 'before' | 'install'> {
  const old = installed.kind === 'marked' && !installed.adopted ? installed.definition : null;
  if (old === null || (old.schedule === undefined) === (definition.schedule === undefined)) return noStages;
  const unit = activeUnit(old);
  const service = serviceUnit(old.instance);
  return {
    before: [
      ...(unit === service ? [] : [tell(context, 'stop', unit)]),
      // A run under way too: a start would wait for its end.
      tell(context, 'stop', service, old.stop.timeoutMs),
      tell(context, 'disable', unit),
    ],
    install: old.schedule === undefined ? [] : [{ kind: 'remove', path: timerPath(context, old.instance) }],
  };
}

/** Only what differs; an `[Install]` that changed is hung up anew. */
function bootOperations(
  context: BackendContext,
  { definition, observed, install }: Converge,
  before: Definition | null,
): readonly StageOperation[] {
  const unit = activeUnit(definition);
  if (!definition.boot) return observed.boot === true ? [tell(context, 'disable', unit)] : [];
  const { installed } = observed;
  // A unit of the distribution may have no [Install] to follow.
  if (installed.kind === 'marked' && installed.adopted && observed.boot === null) return [];
  const moved =
    install && before !== null && canonicalJson(bootPart(before)) !== canonicalJson(bootPart(definition));
  if (observed.boot === true && !moved) return [];
  return [tell(context, observed.boot === true ? 'reenable' : 'enable', unit)];
}

/** What decides where the symlinks of an enabled unit lie. */
function bootPart(definition: Definition): unknown {
  return [definition.systemd?.['install'], definition.schedule === undefined];
}

/** A deliberate start must not be counted by the limit on starts, nor be refused because of it. */
function runOperations(
  context: BackendContext,
  definition: Definition,
  run: Converge['run'],
): readonly StageOperation[] {
  const unit = activeUnit(definition);
  const service = serviceUnit(definition.instance);
  const { timeoutMs } = definition.stop;
  switch (run) {
    case 'none':
      return [];
    case 'start':
      return [tell(context, 'reset-failed', service), tell(context, 'start', unit)];
    case 'restart':
      return [tell(context, 'reset-failed', service), tell(context, 'restart', unit, timeoutMs)];
    case 'reload':
      return [tell(context, 'reload', service)];
    case 'stop':
      // Ended by SIGKILL it would stay failed; it was meant to end.
      return [
        ...(unit === service ? [] : [tell(context, 'stop', unit)]),
        tell(context, 'stop', service, timeoutMs),
        tell(context, 'reset-failed', service),
      ];
  }
}

/** Stop, disable, delete, tell the manager: in another order a running unit would lose its file and become an orphan. */
function removeStages(context: BackendContext, observed: ObservedInstance): Stages {
  const { installed, instance } = observed;
  if (installed.kind === 'foreign') return noStages;
  if (installed.kind === 'marked' && installed.adopted) return releaseAdopted(context, installed);
  const service = serviceUnit(instance);
  const definition = installed.kind === 'marked' ? installed.definition : null;
  const scheduled = definition === null || definition.schedule !== undefined;
  const timer = timerUnit(instance);
  return {
    before: [
      ...(scheduled ? [tell(context, 'stop', timer)] : []),
      tell(context, 'stop', service, definition?.stop.timeoutMs),
      ...(scheduled ? [tell(context, 'disable', timer)] : []),
      tell(context, 'disable', service),
    ],
    install:
      installed.kind === 'marked'
        ? [
            { kind: 'remove', path: installed.path, when: asSeen(installed.path, installed) },
            ...(definition?.schedule === undefined
              ? []
              : [{ kind: 'remove', path: timerPath(context, instance) } as const]),
          ]
        : [],
    manager: [daemonReload(context)],
    activate: [],
    cleanup: [
      ...(scheduled ? [tell(context, 'reset-failed', timer)] : []),
      tell(context, 'reset-failed', service),
    ],
  };
}

/** The foreign unit was there before us and runs on without us. */
function releaseAdopted(context: BackendContext, installed: Marked): Stages {
  return {
    ...noStages,
    install: [{ kind: 'remove', path: installed.path, when: asSeen(installed.path, installed) }],
    manager: [daemonReload(context)],
  };
}

function forgetStages(context: BackendContext, { installed, instance }: ObservedInstance): Stages {
  if (installed.kind !== 'marked') return noStages;
  if (installed.adopted) return releaseAdopted(context, installed);
  const timer = installed.definition?.schedule === undefined ? [] : [timerPath(context, instance)];
  return {
    ...noStages,
    install: [
      {
        kind: 'exec',
        argv: ['sh', '-c', forgetText, 'sh', installed.path, ...timer],
        timeoutMs: defaults.backends.quickCommandTimeoutMs,
        maxOutputBytes: defaults.backends.commandMaxOutputBytes,
        when: asSeen(installed.path, installed),
      },
    ],
    manager: [daemonReload(context)],
  };
}
