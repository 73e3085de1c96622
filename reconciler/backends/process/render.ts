import type { Definition } from '../../model/definition.ts';
import type { Mark } from '../../model/observed.ts';
import type { BackendContext } from '../backend.ts';
import { countedLine } from '../counted-lines.ts';
import { countedSecretsPath } from '../counted-secrets.ts';
import { hashMark, type MarkStyle, markLines } from '../mark.ts';
import { expandRelease } from '../release.ts';
import { isShellName } from './names.ts';

/** The supervisor reads byte by byte and stops before our data lines. */
export const serviceMark: MarkStyle = { ...hashMark, atEnd: true };

/** What a login of a bare machine has; a service that needs another says so. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `service`: lines for the supervisor, first what steers, then what runs, then the environment. */
export function renderService(context: BackendContext, definition: Definition, mark: Mark): string {
  const expanded = expandRelease(context, definition, mark.release);
  const body = [
    ...steering(expanded, mark),
    'run\n',
    ...program(context, expanded, mark),
    'environment\n',
    ...environment(context, expanded, mark),
    'end-of-environment\n',
  ].join('');
  return markLines(mark, definition, body, serviceMark);
}

function steering(definition: Definition, mark: Mark): readonly string[] {
  const { restart, stop, reload } = definition;
  return [
    countedLine('spec', mark.restartHash),
    countedLine('reload-hash', mark.reloadHash),
    countedLine('release', mark.release),
    countedLine(
      'restart',
      `${restart.policy} ${restart.delayMs} ${restart.maxDelayMs} ${restart.burst} ${restart.windowMs}`,
    ),
    countedLine('stop', `${signalName(stop.signal)} ${stop.timeoutMs}`),
    ...(reload !== undefined && 'signal' in reload
      ? [countedLine('reload-signal', signalName(reload.signal))]
      : []),
    ...(reload !== undefined && 'command' in reload ? [countedLine('reload-by-command', 'yes')] : []),
    ...(definition.boot ? [countedLine('boot', 'yes')] : []),
  ];
}

/** kill(1) of POSIX knows names without SIG only. */
export function signalName(signal: string): string {
  return signal.replace(/^SIG/, '');
}

function program(context: BackendContext, definition: Definition, mark: Mark): readonly string[] {
  const { logs, cwd, umask, user, group, limits, reload } = definition;
  const optional = (key: string, value: string | number | undefined) =>
    value === undefined ? [] : [countedLine(key, String(value))];
  const switches = context.facts.uid === 0;
  return [
    countedLine('logs', `${logs.maxSizeBytes} ${logs.keep}`),
    ...optional('cwd', cwd),
    ...optional('umask', umask),
    ...(switches ? [...optional('user', user), ...optional('group', group)] : []),
    ...(needsHomeOfUser(context, definition) ? [countedLine('home-of-user', 'yes')] : []),
    ...optional('open-files', limits.openFiles),
    ...optional('processes', limits.processes),
    ...(hasSecrets(definition) ? [countedLine('secrets', countedSecretsPath(context, mark.release))] : []),
    ...definition.command.map((word) => countedLine('command', word)),
    ...(reload !== undefined && 'command' in reload
      ? reload.command.map((word) => countedLine('reload-command', word))
      : []),
  ];
}

function hasSecrets(definition: Definition): boolean {
  return Object.values(definition.env).some((value) => typeof value !== 'string');
}

/** The login's own home is known here; another user's only on the machine. */
function needsHomeOfUser(context: BackendContext, definition: Definition): boolean {
  return context.facts.uid === 0 && definition.user !== undefined && definition.env['HOME'] === undefined;
}

function environment(context: BackendContext, definition: Definition, mark: Mark): readonly string[] {
  const variables: Record<string, string> = {
    PATH: defaultPath,
    ...(needsHomeOfUser(context, definition) ? {} : { HOME: context.facts.home }),
  };
  for (const [name, value] of Object.entries(definition.env)) {
    if (typeof value === 'string') variables[name] = value;
    else delete variables[name];
  }
  variables['PROVCTL_SPEC'] = mark.restartHash;
  variables['PROVCTL_RELEASE'] = mark.release;
  variables['PROVCTL_INSTANCE'] = mark.instance;
  return Object.keys(variables)
    .sort()
    .map((name) => {
      const value = variables[name] ?? '';
      return isShellName(name) ? countedLine(name, value) : countedLine('env-argument', `${name}=${value}`);
    });
}
