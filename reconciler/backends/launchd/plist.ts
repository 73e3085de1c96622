import { build } from 'plist';
import type { Definition } from '../../model/definition.ts';
import type { Mark } from '../../model/observed.ts';
import type { BackendContext } from '../backend.ts';
import { countedSecretsPath } from '../counted-secrets.ts';
import { type MarkStyle, markLines, xmlMark } from '../mark.ts';
import { expandRelease } from '../release.ts';
import { calendarEntries } from './calendar.ts';
import { labelOf, logFile } from './scope.ts';
import { secretsText } from './secrets-text.ts';

type PlistValue = Parameters<typeof build>[0];
type Keys = Record<string, PlistValue>;

/** The declaration must be the first line of an XML file. */
export const plistMark: MarkStyle = { ...xmlMark, preamble: '<?xml version="1.0" encoding="UTF-8"?>\n' };

/** The property list: our mark in comments, then what the definition means in launchd's keys. */
export function renderPlist(context: BackendContext, definition: Definition, mark: Mark): string {
  const expanded = expandRelease(context, definition, mark.release);
  const keys: Keys = {
    Label: labelOf(definition.instance),
    ProgramArguments: programArguments(context, expanded, mark),
    EnvironmentVariables: environment(expanded, mark),
    ...placeKeys(context, expanded),
    ...startKeys(expanded),
    // 0 would mean: wait for ever.
    ExitTimeOut: Math.max(1, Math.ceil(expanded.stop.timeoutMs / 1000)),
    ...limitKeys(expanded),
    StandardOutPath: logFile(context, definition.instance),
    StandardErrorPath: logFile(context, definition.instance),
    // An agent of a login over SSH has no graphical session to belong to.
    ...(context.facts.uid === 0 ? {} : { LimitLoadToSessionType: ['Aqua', 'Background'] }),
  };
  const raw = definition.launchd ?? {};
  for (const key of Object.keys(raw).sort()) keys[key] = raw[key] as PlistValue;
  const text = build(keys);
  return markLines(mark, definition, `${text.slice(text.indexOf('\n') + 1)}\n`, plistMark);
}

function programArguments(context: BackendContext, definition: Definition, mark: Mark): string[] {
  const command = [...definition.command];
  const hasSecret = Object.values(definition.env).some((value) => typeof value !== 'string');
  if (!hasSecret) return command;
  return ['/bin/sh', '-c', secretsText, 'sh', countedSecretsPath(context, mark.release), ...command];
}

function environment(definition: Definition, mark: Mark): Keys {
  const variables: Keys = {};
  for (const name of Object.keys(definition.env).sort()) {
    const value = definition.env[name];
    if (typeof value === 'string') variables[name] = value;
  }
  return { ...variables, PROVCTL_SPEC: mark.restartHash, PROVCTL_RELEASE: mark.release };
}

function placeKeys({ facts }: BackendContext, { cwd, user, group, umask }: Definition): Keys {
  return {
    ...(cwd === undefined ? {} : { WorkingDirectory: cwd }),
    ...(facts.uid === 0 && user !== undefined ? { UserName: user } : {}),
    ...(facts.uid === 0 && group !== undefined ? { GroupName: group } : {}),
    // A number, so decimal: 0027 is 23.
    ...(umask === undefined ? {} : { Umask: Number.parseInt(umask, 8) }),
  };
}

function startKeys({ schedule, restart }: Definition): Keys {
  const entries = schedule === undefined ? null : calendarEntries(schedule.cron);
  if (entries !== null) return { StartCalendarInterval: entries.map((entry) => ({ ...entry })) };
  const keepAlive = {
    no: false,
    'on-failure': { SuccessfulExit: false },
    always: true,
  }[restart.policy];
  return {
    RunAtLoad: true,
    KeepAlive: keepAlive,
    ThrottleInterval: Math.max(1, Math.ceil(restart.delayMs / 1000)),
  };
}

function limitKeys({ limits }: Definition): Keys {
  const resources: Keys = {
    ...(limits.openFiles === undefined ? {} : { NumberOfFiles: limits.openFiles }),
    ...(limits.processes === undefined ? {} : { NumberOfProcesses: limits.processes }),
    ...(limits.memoryBytes === undefined ? {} : { ResidentSetSize: limits.memoryBytes }),
  };
  if (Object.keys(resources).length === 0) return {};
  return { SoftResourceLimits: resources, HardResourceLimits: resources };
}
