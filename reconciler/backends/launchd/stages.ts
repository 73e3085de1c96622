import { defaults } from '../../config/generated/defaults.ts';
import type { Definition } from '../../model/definition.ts';
import type { ObservedInstance } from '../../model/observed.ts';
import type { Exec, Mutation } from '../../model/operation.ts';
import { type BackendContext, type Joined, noStages, type Stages, type Transition } from '../backend.ts';
import { asSeen } from '../mark.ts';
import { expandRelease } from '../release.ts';
import { controlText, forgetText, rotateText } from './control-text.ts';
import { renderPlist } from './plist.ts';
import { labelOf, logDirectory, logFile, plistDirectory, plistPath, scopeArgument } from './scope.ts';

export function stages(context: BackendContext, transition: Transition): Stages {
  switch (transition.kind) {
    case 'converge':
      return convergeStages(context, transition);
    case 'remove':
      return removeStages(context, transition.observed);
    case 'forget':
      return forgetStages(transition.observed);
    case 'adopt':
      // Only a property list of our own name can be foreign here; taken over, it is loaded with the next restart.
      return { ...noStages, install: putPlist(context, transition) };
  }
}

type Converge = Transition & { readonly kind: 'converge' };

function convergeStages(context: BackendContext, transition: Converge): Stages {
  const { definition, observed, install } = transition;
  return {
    ...noStages,
    install: install ? putPlist(context, transition) : [],
    activate: [
      ...runOperations(context, transition),
      // A start enables, for launchd refuses to load what is disabled; what is not to start by itself is told so after.
      ...bootOperations(context, definition, observed, transition.run),
    ],
  };
}

function putPlist(
  context: BackendContext,
  { definition, mark, observed }: Pick<Converge, 'definition' | 'mark' | 'observed'>,
): readonly Mutation[] {
  const path = plistPath(context, definition.instance);
  const bytes = renderPlist(context, definition, { ...mark, path });
  return [
    ...timeZoneCheck(definition),
    { kind: 'makeDirectory', path: logDirectory(context, definition.instance), mode: '0755' },
    { kind: 'put', path, content: { bytes }, mode: '0644', when: asSeen(path, observed.installed) },
  ];
}

/** launchd runs schedules in the machine's time zone, so that must be the declared one. */
function timeZoneCheck({ schedule }: Definition): readonly Mutation[] {
  if (schedule === undefined) return [];
  const argv = ['sh', '-c', 'readlink /etc/localtime | sed "s,.*/zoneinfo/,,"'];
  return [{ ...exec(['true']), when: { kind: 'output', argv, equals: schedule.timeZone } }];
}

function runOperations(context: BackendContext, transition: Converge): readonly (Mutation | Joined)[] {
  const { definition, mark, observed, install, run } = transition;
  const { instance, logs, stop, schedule } = definition;
  const rotate = exec([
    'sh',
    '-c',
    rotateText,
    'sh',
    logFile(context, instance),
    String(logs.maxSizeBytes),
    String(logs.keep),
  ]);
  const changed = install || observed.loaded.stale || observed.loaded.restartHash !== mark.restartHash;
  switch (run) {
    case 'none':
      return [];
    case 'stop':
      return [tell(context, 'stop', instance, stop.timeoutMs)];
    case 'reload':
      return reload(context, definition, mark.release);
    case 'start':
      // To start a schedule is to arm it.
      return [
        rotate,
        tell(
          context,
          install ? 'replace' : schedule === undefined ? 'start' : 'load',
          instance,
          stop.timeoutMs,
        ),
      ];
    case 'restart':
      return [
        rotate,
        tell(context, changed || schedule !== undefined ? 'replace' : 'restart', instance, stop.timeoutMs),
      ];
  }
}

function reload(
  context: BackendContext,
  definition: Definition,
  release: string,
): readonly (Mutation | Joined)[] {
  const { reload: way } = expandRelease(context, definition, release);
  if (way === undefined) return [];
  return 'signal' in way ? [tell(context, `kill-${way.signal}`, definition.instance)] : [exec(way.command)];
}

function bootOperations(
  context: BackendContext,
  { boot, instance }: Definition,
  observed: ObservedInstance,
  run: Converge['run'],
): readonly Joined[] {
  const enables = run === 'start' || run === 'restart';
  if (!boot) return enables || observed.boot === true ? [tell(context, 'disable', instance)] : [];
  return !enables && observed.boot === false ? [tell(context, 'enable', instance)] : [];
}

function removeStages(context: BackendContext, { installed, instance }: ObservedInstance): Stages {
  if (installed.kind === 'foreign') return noStages;
  const timeoutMs = installed.kind === 'marked' ? (installed.definition?.stop.timeoutMs ?? 0) : 0;
  return {
    ...noStages,
    before: [tell(context, 'stop', instance, timeoutMs)],
    install:
      installed.kind === 'marked'
        ? [{ kind: 'remove', path: installed.path, when: asSeen(installed.path, installed) }]
        : [],
    cleanup: [
      // launchd remembers a disabled label for ever.
      tell(context, 'enable', instance),
      { kind: 'removeTree', path: logDirectory(context, instance) },
    ],
  };
}

function forgetStages({ installed }: ObservedInstance): Stages {
  if (installed.kind !== 'marked') return noStages;
  const { path } = installed;
  return {
    ...noStages,
    install: [{ ...exec(['sh', '-c', forgetText, 'sh', path]), when: asSeen(path, installed) }],
  };
}

function exec(argv: readonly string[]): Exec {
  return {
    kind: 'exec',
    argv,
    timeoutMs: defaults.backends.launchdCommandTimeoutMs,
    maxOutputBytes: defaults.backends.commandMaxOutputBytes,
  };
}

/** One program for all jobs of a wave. */
function tell(context: BackendContext, verb: string, instance: string, waitMs = 0): Joined {
  return {
    kind: 'joined',
    prefix: ['sh', '-c', controlText, 'sh', scopeArgument(context), verb, plistDirectory(context)],
    argument: labelOf(instance),
    timeoutMs: defaults.backends.launchdCommandTimeoutMs + waitMs,
  };
}
