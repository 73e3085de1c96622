import type { Definition } from '../../model/definition.ts';
import { canonicalJson } from '../../model/json.ts';
import { type BackendContext, type Refusal, refusal } from '../backend.ts';
import { textProblem } from '../text.ts';
import { onCalendar } from './calendar.ts';
import { lineMaxBytes, rawRefusals } from './directives.ts';
import { isUnitName } from './name.ts';
import { quoteCommand, unusableProgram, unwritable } from './quote.ts';

/** Everything in this definition that systemd would drop, change or not take, before anything is touched. */
export function refusals(context: BackendContext, definition: Definition): readonly Refusal[] {
  return [
    ...nameRefusals(definition),
    ...commandRefusals('command', definition.command, definition.cwd),
    ...reloadRefusals(definition),
    ...envRefusals(definition.env),
    ...placeRefusals(context, definition),
    ...textRefusals('description', textProblem(definition.description ?? '')),
    ...scheduleRefusals(definition),
    ...rawRefusals(definition.systemd),
    ...(definition.launchd === undefined ? [] : [refusal('launchd', 'unsupported-field')]),
    ...sizeRefusals(definition),
  ];
}

function nameRefusals({ instance }: Definition): readonly Refusal[] {
  return isUnitName(instance) ? [] : [refusal('name', 'unit-name', { name: instance })];
}

function commandRefusals(field: string, command: readonly string[], cwd?: string): readonly Refusal[] {
  const [program = ''] = command;
  const found: Refusal[] = [];
  // `{release}` is an absolute path by the time it is written.
  const unusable = unusableProgram(program.replaceAll('{release}', '/release'), cwd);
  if (unusable !== null) found.push(refusal(field, unusable, { program }));
  for (const word of command) found.push(...textRefusals(field, textProblem(word)));
  return found;
}

function textRefusals(field: string, why: string | null): readonly Refusal[] {
  return why === null ? [] : [refusal(field, why)];
}

function reloadRefusals({ reload, cwd }: Definition): readonly Refusal[] {
  return reload !== undefined && 'command' in reload ? commandRefusals('reload', reload.command, cwd) : [];
}

function envRefusals(env: Definition['env']): readonly Refusal[] {
  return Object.entries(env).flatMap(([name, value]) => {
    const field = `env.${name}`;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return [refusal(field, 'env-name', { name })];
    if (isReserved(name)) return [refusal(field, 'env-reserved', { name })];
    return typeof value === 'string' ? textRefusals(field, textProblem(`${name}=${value}`)) : [];
  });
}

/** Ours tell what runs; the others are the manager's own word about the process and would be overwritten by it. */
function isReserved(name: string): boolean {
  return (
    name.startsWith('PROVCTL_') ||
    name === 'INVOCATION_ID' ||
    name === 'JOURNAL_STREAM' ||
    name === 'SYSTEMD_EXEC_PID'
  );
}

function placeRefusals(context: BackendContext, definition: Definition): readonly Refusal[] {
  const { facts } = context;
  const { cwd, user, group } = definition;
  const found: Refusal[] = [];
  if (cwd !== undefined) {
    found.push(...textRefusals('cwd', unwritable(cwd)));
    if (!cwd.startsWith('/') && !cwd.startsWith('{release}'))
      found.push(refusal('cwd', 'cwd-relative', { path: cwd }));
  }
  for (const [field, name] of [
    ['user', user],
    ['group', group],
  ] as const) {
    if (name === undefined) continue;
    if (!/^([A-Za-z_][A-Za-z0-9_.-]{0,30}\$?|[0-9]{1,10})$/.test(name))
      found.push(refusal(field, 'user-name', { name }));
    else if (facts.uid !== 0 && !isSelf(context, name))
      found.push(refusal(field, 'user-without-root', { user: name }));
  }
  return found;
}

/** The login's own account changes nothing; its group of the same name is the usual case. */
function isSelf({ facts }: BackendContext, name: string): boolean {
  return name === facts.user || name === String(facts.uid);
}

function scheduleRefusals({ schedule }: Definition): readonly Refusal[] {
  if (schedule === undefined || onCalendar(schedule) !== null) return [];
  return [refusal('schedule', 'schedule-inexact', { cron: schedule.cron, timeZone: schedule.timeZone })];
}

function sizeRefusals(definition: Definition): readonly Refusal[] {
  const longest = Math.max(
    Buffer.byteLength(canonicalJson(definition)),
    Buffer.byteLength(quoteCommand(definition.command, definition.cwd)),
  );
  return longest > lineMaxBytes ? [refusal('command', 'definition-too-large', { bytes: longest })] : [];
}
