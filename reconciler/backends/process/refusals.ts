import type { Definition } from '../../model/definition.ts';
import { type BackendContext, type PortableField, type Refusal, refusal } from '../backend.ts';
import { isShellName } from './names.ts';
import { support } from './support.ts';

/** Everything in this definition that the supervisor cannot honour, before anything is touched. */
export function refusals(context: BackendContext, definition: Definition): readonly Refusal[] {
  const { limits, command, reload } = definition;
  const given: Partial<Record<PortableField, unknown>> = {
    'limits.memory': limits.memoryBytes,
    'limits.cpus': limits.cpus,
    schedule: definition.schedule,
    systemd: definition.systemd,
    launchd: definition.launchd,
  };
  return [
    ...(Object.keys(given) as PortableField[])
      .filter((field) => support[field] === 'unsupported' && given[field] !== undefined)
      .map((field) => refusal(field, 'unsupported-field')),
    ...(/^[A-Za-z0-9][A-Za-z0-9._@-]*$/.test(definition.instance)
      ? []
      : [refusal('name', 'unit-name', { name: definition.instance })]),
    ...commandRefusals('command', command),
    ...(reload !== undefined && 'command' in reload ? commandRefusals('reload', reload.command) : []),
    ...envRefusals(definition),
    ...userRefusals(context, definition),
    ...textRefusals('cwd', definition.cwd ?? ''),
    ...(definition.boot && !context.facts.crontab ? [refusal('boot', 'boot-without-crontab')] : []),
  ];
}

function commandRefusals(field: string, command: readonly string[]): readonly Refusal[] {
  const [program = ''] = command;
  const usable = program !== '' && !program.startsWith('-');
  return [
    ...(usable ? [] : [refusal(field, 'program-unusable', { program })]),
    ...command.flatMap((word) => textRefusals(field, word)),
  ];
}

/** argv and the environment end at a NUL, and only bytes that a text can name arrive as they were written. */
function textRefusals(field: string, text: string): readonly Refusal[] {
  if (text.includes('\0')) return [refusal(field, 'text-nul')];
  return text.isWellFormed() ? [] : [refusal(field, 'text-not-unicode')];
}

function envRefusals({ env }: Definition): readonly Refusal[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (name === '' || /[=\0]/.test(name) || name.startsWith('PROVCTL_')) {
      return [refusal('env', 'env-name', { name })];
    }
    if (typeof value === 'string') return [...textRefusals('env', name), ...textRefusals('env', value)];
    return isShellName(name) ? [] : [refusal('env', 'secret-name', { name })];
  });
}

function userRefusals({ facts }: BackendContext, { user, group }: Definition): readonly Refusal[] {
  if (facts.uid === 0) {
    return [user, group].flatMap((name) =>
      name === undefined || /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)
        ? []
        : [refusal('user', 'user-name', { name })],
    );
  }
  return [
    ...(user === undefined || user === facts.user ? [] : [refusal('user', 'user-without-root', { user })]),
    ...(group === undefined ? [] : [refusal('group', 'user-without-root', { user: group })]),
  ];
}
