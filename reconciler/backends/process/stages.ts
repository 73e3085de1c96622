import { defaults } from '../../config/generated/defaults.ts';
import type { Installed, ObservedInstance } from '../../model/observed.ts';
import type { Mutation } from '../../model/operation.ts';
import {
  type BackendContext,
  type Joined,
  noStages,
  type StageOperation,
  type Stages,
  type Transition,
} from '../backend.ts';
import { asSeen } from '../mark.ts';
import { supervisor } from './generated/supervisor.ts';
import { instanceDirectory, instancesDirectory, placeOf, serviceFile, supervisorFile } from './paths.ts';
import { renderService } from './render.ts';

type Converge = Transition & { readonly kind: 'converge' };

export function stages(context: BackendContext, transition: Transition): Stages {
  switch (transition.kind) {
    case 'converge':
      return converge(context, transition);
    case 'remove':
      return remove(placeOf(context, transition.observed), transition.observed);
    case 'forget':
      return forget(placeOf(context, transition.observed), transition.observed);
    case 'adopt':
      return adopt(context, transition);
  }
}

function converge(context: BackendContext, transition: Converge): Stages {
  const { definition, mark, observed, install, run } = transition;
  if (!install && run === 'none') return noStages;
  const { instance } = definition;
  const place = placeOf(context, observed);
  if (!install && place !== context) return converge(place, { ...transition, observed: here(observed) });
  const stopTimeoutMs = Math.max(definition.stop.timeoutMs, stopTimeoutOf(observed));
  const moves = place !== context;
  const boots = definition.boot || observed.boot === true;
  return {
    ...noStages,
    before: [putSupervisor(context), ...(moves ? [moved(context, place, instance)] : [])],
    install: install
      ? [
          {
            kind: 'put',
            path: serviceFile(context, instance),
            content: { bytes: renderService(context, definition, mark) },
            mode: '0600',
            when: asSeen(
              serviceFile(context, instance),
              moves ? movedFrom(context, observed) : observed.installed,
            ),
          },
        ]
      : [],
    manager: [
      ...(install && boots ? [syncBoot(context)] : []),
      ...(moves && wasBooted(observed) ? [syncBoot(context, place)] : []),
    ],
    activate: run === 'none' ? [] : [joined(context, run, instance, stopTimeoutMs)],
  };
}

/**
 * The whole directory goes by one rename: its supervisor and its program have it as their working directory and notice
 * nothing. What still names the old place, `{release}` above all, is for the next start to read anew.
 */
function moved(context: BackendContext, place: BackendContext, instance: string): Joined {
  return {
    kind: 'joined',
    prefix: ['sh', supervisorFile(context), 'move', instancesDirectory(context)],
    argument: instanceDirectory(place, instance),
    timeoutMs: defaults.backends.supervisorCommandTimeoutMs,
  };
}

/** The same file, where it lies after the move. */
function movedFrom(context: BackendContext, { instance, installed }: ObservedInstance): Installed {
  return installed.kind === 'absent' ? installed : { ...installed, path: serviceFile(context, instance) };
}

function here({ formerOwner: _place, ...observed }: ObservedInstance): ObservedInstance {
  return observed;
}

function wasBooted({ installed, boot }: ObservedInstance): boolean {
  return boot === true || (installed.kind === 'marked' && installed.definition?.boot !== false);
}

/** Stopped first, then the file that was seen, then the rest; what still runs keeps its directory. */
function remove(context: BackendContext, observed: ObservedInstance): Stages {
  const { instance, installed } = observed;
  const stopTimeoutMs = stopTimeoutOf(observed);
  return {
    ...noStages,
    before: [putSupervisor(context), joined(context, 'stop', instance, stopTimeoutMs)],
    install:
      installed.kind === 'marked'
        ? [
            {
              kind: 'remove',
              path: serviceFile(context, instance),
              when: asSeen(serviceFile(context, instance), installed),
            },
          ]
        : [],
    cleanup: [
      joined(context, 'remove', instance, stopTimeoutMs),
      ...(wasBooted(observed) ? [syncBoot(context)] : []),
    ],
  };
}

/** Only what was let go can stand there: it gets its mark back, over just what was seen, and its program notices nothing. */
function adopt(
  context: BackendContext,
  { definition, mark, observed }: Transition & { kind: 'adopt' },
): Stages {
  if (observed.installed.kind !== 'foreign') return noStages;
  const path = serviceFile(context, definition.instance);
  return {
    ...noStages,
    before: [putSupervisor(context)],
    install: [
      {
        kind: 'put',
        path,
        content: { bytes: renderService(context, definition, mark) },
        mode: '0600',
        when: asSeen(path, observed.installed),
      },
    ],
    // It may have begun with the machine before it was let go.
    manager: definition.boot || /^boot yes$/m.test(observed.installed.content) ? [syncBoot(context)] : [],
  };
}

function forget(context: BackendContext, observed: ObservedInstance): Stages {
  if (observed.installed.kind !== 'marked') return noStages;
  return {
    ...noStages,
    before: [putSupervisor(context)],
    install: [
      {
        kind: 'exec',
        argv: ['sh', supervisorFile(context), 'unmark', instanceDirectory(context, observed.instance)],
        timeoutMs: defaults.backends.quickCommandTimeoutMs,
        maxOutputBytes: defaults.backends.commandMaxOutputBytes,
        when: asSeen(serviceFile(context, observed.instance), observed.installed),
      },
    ],
  };
}

function stopTimeoutOf({ installed }: ObservedInstance): number {
  return installed.kind === 'marked' ? (installed.definition?.stop.timeoutMs ?? 0) : 0;
}

function putSupervisor(context: BackendContext): Mutation {
  return { kind: 'put', path: supervisorFile(context), content: { bytes: supervisor }, mode: '0600' };
}

function syncBoot(context: BackendContext, of = context): StageOperation {
  return {
    kind: 'exec',
    argv: ['sh', supervisorFile(context), 'sync-boot', of.ownerDirectory],
    timeoutMs: defaults.backends.quickCommandTimeoutMs,
    maxOutputBytes: defaults.backends.commandMaxOutputBytes,
  };
}

function joined(context: BackendContext, verb: string, instance: string, stopTimeoutMs: number): Joined {
  return {
    kind: 'joined',
    prefix: ['sh', supervisorFile(context), verb],
    argument: instanceDirectory(context, instance),
    timeoutMs: stopTimeoutMs + defaults.backends.supervisorCommandTimeoutMs,
  };
}
