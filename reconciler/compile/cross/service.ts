import { parseCron } from '../../backends/cron.ts';
import type { Service, ServiceSpec } from '../generated/types.ts';
import type { Report } from '../report.ts';
import type { Instance } from '../resolve/instances.ts';
import type { Path } from '../source/document.ts';
import type { Resource } from '../validate/resource.ts';
import { isNormalAbsolute } from '../values/path.ts';
import { durationMs } from '../values/quantity.ts';

/** What one service's fields demand of each other. */
export function checkService({ value, document }: Resource<Service>, report: Report): void {
  const { spec } = value;
  const error = (
    code: string,
    path: Path,
    values: Record<string, string> = {},
    part: 'key' | 'value' = 'value',
  ): void => report.error(code, document.place(path, part), values);
  for (const name of Object.keys(spec.env ?? {}))
    if (name.startsWith('PROVCTL_')) error('env-reserved', ['spec', 'env', name], { name }, 'key');
  checkSchedule(spec, error);
  checkTimes(spec, error);
  for (const [index, file] of (spec.files ?? []).entries())
    if (file.onChange === 'reload' && spec.reload === undefined)
      error('reload-missing', ['spec', 'files', index, 'onChange'], { path: file.path });
  const checks = new Set<string>();
  for (const [index, { name }] of (spec.checks ?? []).entries()) {
    if (checks.has(name)) error('duplicate-check', ['spec', 'checks', index, 'name'], { name });
    checks.add(name);
  }
}

type SayError = (code: string, path: Path, values?: Record<string, string>, part?: 'key' | 'value') => void;

function checkSchedule(spec: ServiceSpec, error: SayError): void {
  if (spec.schedule === undefined) {
    for (const field of ['timeZone', 'missedRuns'] as const)
      if (spec[field] !== undefined) error('without-schedule', ['spec', field], { field }, 'key');
    if (spec.systemd?.timer !== undefined)
      error('without-schedule', ['spec', 'systemd', 'timer'], { field: 'systemd.timer' }, 'key');
  } else if (parseCron(spec.schedule) === null)
    error('bad-cron', ['spec', 'schedule'], { schedule: spec.schedule });
  if (spec.timeZone !== undefined && !isTimeZone(spec.timeZone))
    error('unknown-time-zone', ['spec', 'timeZone'], { zone: spec.timeZone });
}

/** An offset such as `+02:00` is one for Intl, but has no daylight saving and no name that systemd knows. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function checkTimes(spec: ServiceSpec, error: SayError): void {
  const { restart, rollout } = spec;
  if (
    restart?.delay !== undefined &&
    restart.maxDelay !== undefined &&
    durationMs(restart.maxDelay) < durationMs(restart.delay)
  )
    error('max-below-delay', ['spec', 'restart', 'maxDelay'], {
      delay: restart.delay,
      maxDelay: restart.maxDelay,
    });
  if (
    rollout?.minReady !== undefined &&
    rollout.progressDeadline !== undefined &&
    durationMs(rollout.progressDeadline) <= durationMs(rollout.minReady)
  )
    error('deadline-too-short', ['spec', 'rollout', 'progressDeadline'], {
      minReady: rollout.minReady,
      progressDeadline: rollout.progressDeadline,
    });
  for (const [index, check] of (spec.checks ?? []).entries())
    for (const field of ['interval', 'timeout'] as const)
      if (check[field] !== undefined && durationMs(check[field]) === 0)
        error('no-time', ['spec', 'checks', index, field], { field });
  if (rollout?.progressDeadline !== undefined && durationMs(rollout.progressDeadline) === 0)
    error('no-time', ['spec', 'rollout', 'progressDeadline'], { field: 'rollout.progressDeadline' });
}

/** What can be told only when the placeholders are expanded. */
export function checkInstance({ desired, service }: Instance, report: Report): void {
  const { command, cwd } = desired.definition;
  const program = command[0] ?? '';
  const error = (code: string, path: Path, values: Record<string, string>): void =>
    report.error(code, service.document.place(path), values);
  if (program === '') error('command-empty', ['spec', 'command', 0], {});
  else if (program.includes('/') && !isRooted(program))
    error('command-relative', ['spec', 'command', 0], { program });
  if (cwd !== undefined && !isRooted(cwd)) error('path-not-absolute', ['spec', 'cwd'], { path: cwd });
}

function isRooted(path: string): boolean {
  return isNormalAbsolute(path.replace(/^\{release\}(?=\/|$)/, '/release')) || path === '/';
}
