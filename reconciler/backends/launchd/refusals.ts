import type { Definition } from '../../model/definition.ts';
import { type BackendContext, type Refusal, refusal } from '../backend.ts';
import { textProblem } from '../text.ts';
import { calendarEntries } from './calendar.ts';
import { isLabelName } from './scope.ts';

/** Everything in this definition that launchd would drop, change or not take, before anything is touched. */
export function refusals(context: BackendContext, definition: Definition): readonly Refusal[] {
  const { instance, command, reload, cwd, stop, limits, systemd } = definition;
  return [
    ...(isLabelName(instance) ? [] : [refusal('name', 'unit-name', { name: instance })]),
    ...commandRefusals('command', command),
    ...(reload !== undefined && 'command' in reload ? commandRefusals('reload', reload.command) : []),
    ...envRefusals(definition.env),
    ...(cwd === undefined ? [] : placeRefusals(cwd)),
    ...accountRefusals(context, definition),
    ...(stop.signal === 'SIGTERM'
      ? []
      : [refusal('stop.signal', 'stop-signal-fixed', { signal: stop.signal })]),
    ...(limits.cpus === undefined ? [] : [refusal('limits.cpus', 'unsupported-field')]),
    ...(systemd === undefined ? [] : [refusal('systemd', 'unsupported-field')]),
    ...scheduleRefusals(definition),
    ...rawRefusals(definition.launchd),
  ];
}

function commandRefusals(field: string, command: readonly string[]): readonly Refusal[] {
  const [program = ''] = command;
  const absolute = program.startsWith('/') || program.startsWith('{release}');
  return [
    ...(program === '' ? [refusal(field, 'program-empty')] : []),
    ...(program.includes('/') && !absolute ? [refusal(field, 'program-relative', { program })] : []),
    ...command.flatMap((word) => textRefusals(field, word)),
  ];
}

function textRefusals(field: string, text: string): readonly Refusal[] {
  const why = textProblem(text);
  return why === null ? [] : [refusal(field, why)];
}

function envRefusals(env: Definition['env']): readonly Refusal[] {
  return Object.entries(env).flatMap(([name, value]) => {
    const field = `env.${name}`;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return [refusal(field, 'env-name', { name })];
    if (name.startsWith('PROVCTL_')) return [refusal(field, 'env-reserved', { name })];
    return typeof value === 'string' ? textRefusals(field, value) : [];
  });
}

function placeRefusals(cwd: string): readonly Refusal[] {
  const absolute = cwd.startsWith('/') || cwd.startsWith('{release}');
  return absolute ? textRefusals('cwd', cwd) : [refusal('cwd', 'cwd-relative', { path: cwd })];
}

function accountRefusals({ facts }: BackendContext, { user, group }: Definition): readonly Refusal[] {
  return (
    [
      ['user', user],
      ['group', group],
    ] as const
  ).flatMap(([field, name]) => {
    if (name === undefined) return [];
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) return [refusal(field, 'user-name', { name })];
    if (facts.uid === 0 || name === facts.user) return [];
    return [refusal(field, 'user-without-root', { user: name })];
  });
}

/** launchd makes up for runs that fell into a sleep, never for those of a time without power. */
function scheduleRefusals({ schedule }: Definition): readonly Refusal[] {
  if (schedule === undefined) return [];
  const { cron, timeZone, missed } = schedule;
  return [
    ...(calendarEntries(cron) === null ? [refusal('schedule', 'schedule-inexact', { cron, timeZone })] : []),
    ...(missed === 'run-once' ? [refusal('schedule.missed', 'schedule-missed')] : []),
  ];
}

/** What would make another job of it, or start it at other times than declared. */
const reserved = new Set([
  'Label',
  'Program',
  'ProgramArguments',
  'BundleProgram',
  'EnvironmentVariables',
  'Disabled',
  'StartCalendarInterval',
  'StartInterval',
  'UserName',
  'GroupName',
]);

function rawRefusals(raw: Definition['launchd']): readonly Refusal[] {
  return Object.entries(raw ?? {}).flatMap(([name, value]) => {
    const field = `launchd.${name}`;
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) return [refusal(field, 'launchd-key-unknown', { name })];
    if (reserved.has(name)) return [refusal(field, 'launchd-key-reserved', { name })];
    return isPlistValue(value) ? [] : [refusal(field, 'launchd-value', { name })];
  });
}

function isPlistValue(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return textProblem(value) === null;
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return false;
      return Object.entries(value).every(([key, inner]) => textProblem(key) === null && isPlistValue(inner));
    default:
      return false;
  }
}
