import { defaults } from '../../config/generated/defaults.ts';
import type {
  Definition,
  EnvValue,
  Limits,
  Port,
  Reload,
  RestartPolicy,
  Schedule,
} from '../../model/definition.ts';
import type { Directives, Launchd, Service, ServiceSpec } from '../generated/types.ts';
import type { Report } from '../report.ts';
import type { Path } from '../source/document.ts';
import type { Resource } from '../validate/resource.ts';
import { durationMs, sizeBytes } from '../values/quantity.ts';
import { checksOf } from './checks.ts';
import { artifactOf, type Contents, filesOf } from './files.ts';
import { sorted } from './machines.ts';
import type { Scope } from './scope.ts';

const fallback = defaults.service;

/** One instance with everything resolved but `{release}`. */
export function definitionOf(
  service: Resource<Service>,
  scope: Scope,
  ports: readonly Port[],
  contents: Contents,
  report: Report,
): Definition {
  const { spec } = service.value;
  const backend = spec.backend ?? fallback.backend;
  return {
    service: service.name,
    instance: scope.names.instance,
    backend: backend === 'auto' ? 'process' : backend,
    command: scope.texts(spec.command, ['spec', 'command']),
    env: envOf(spec, scope),
    ...optional('cwd', spec.cwd === undefined ? undefined : scope.text(spec.cwd, ['spec', 'cwd'])),
    ...optional('user', spec.user),
    ...optional('group', spec.group),
    ...optional('umask', spec.umask?.padStart(4, '0')),
    ports,
    files: filesOf(service, scope, contents, report),
    ...optional('artifact', artifactOf(service, scope, contents, report)),
    restart: restartOf(spec),
    stop: {
      signal: spec.stop?.signal ?? fallback.stopSignal,
      timeoutMs: duration(spec.stop?.timeout, fallback.stopTimeoutMs),
    },
    ...optional('reload', reloadOf(spec, scope)),
    checks: checksOf(service, scope, ports, report),
    rollout: {
      strategy: fallback.rolloutStrategy,
      minReadyMs: duration(spec.rollout?.minReady, fallback.rolloutMinReadyMs),
      progressDeadlineMs: duration(spec.rollout?.progressDeadline, fallback.rolloutProgressDeadlineMs),
      onFailure: spec.rollout?.onFailure ?? fallback.rolloutOnFailure,
    },
    limits: limitsOf(spec),
    logs: {
      maxSizeBytes:
        spec.logs?.maxSize === undefined ? fallback.logsMaxSizeBytes : sizeBytes(spec.logs.maxSize),
      keep: spec.logs?.keep ?? fallback.logsKeepCount,
    },
    ...optional('schedule', scheduleOf(spec)),
    boot: spec.boot ?? backend !== 'process',
    ...optional(
      'description',
      spec.description === undefined ? undefined : scope.text(spec.description, ['spec', 'description']),
    ),
    dependsOn: [...new Set(spec.dependsOn ?? [])].sort(),
    protected: spec.protected ?? false,
    ...optional('systemd', systemdOf(spec, scope)),
    ...optional('launchd', launchdOf(spec.launchd, scope)),
  };
}

function optional<Key extends string, T>(key: Key, value: T | undefined): { readonly [K in Key]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: T });
}

function duration(written: string | undefined, otherwise: number): number {
  return written === undefined ? otherwise : durationMs(written);
}

/** A secret's digest is not known before a machine's salt is. */
function envOf(spec: ServiceSpec, scope: Scope): Readonly<Record<string, EnvValue>> {
  const values = Object.entries(spec.env ?? {}).map(([name, value]): [string, EnvValue] => [
    name,
    typeof value === 'string'
      ? scope.text(value, ['spec', 'env', name])
      : { secret: value.secret, digest: '' },
  ]);
  return sorted(Object.fromEntries(values));
}

/** A scheduled run that failed waits for the next one, unless the service says otherwise. */
function restartOf({ restart, schedule }: ServiceSpec): RestartPolicy {
  return {
    policy: restart?.policy ?? (schedule === undefined ? fallback.restartPolicy : 'no'),
    delayMs: duration(restart?.delay, fallback.restartDelayMs),
    maxDelayMs: Math.max(
      duration(restart?.maxDelay, fallback.restartMaxDelayMs),
      restart?.maxDelay === undefined ? duration(restart?.delay, 0) : 0,
    ),
    burst: restart?.burst ?? fallback.restartBurstCount,
    windowMs: duration(restart?.window, fallback.restartWindowMs),
  };
}

function reloadOf({ reload }: ServiceSpec, scope: Scope): Reload | undefined {
  if (reload?.signal !== undefined) return { signal: reload.signal };
  return reload?.command === undefined
    ? undefined
    : { command: scope.texts(reload.command, ['spec', 'reload', 'command']) };
}

function limitsOf({ limits }: ServiceSpec): Limits {
  return {
    ...optional('memoryBytes', limits?.memory === undefined ? undefined : sizeBytes(limits.memory)),
    ...optional('openFiles', limits?.openFiles),
    ...optional('processes', limits?.processes),
    ...optional('cpus', limits?.cpus),
  };
}

function scheduleOf(spec: ServiceSpec): Schedule | undefined {
  if (spec.schedule === undefined) return undefined;
  return {
    cron: spec.schedule.trim().replace(/\s+/g, ' '),
    timeZone: spec.timeZone ?? fallback.timeZone,
    missed: spec.missedRuns ?? fallback.missedRuns,
  };
}

function systemdOf({ systemd }: ServiceSpec, scope: Scope): Definition['systemd'] | undefined {
  if (systemd === undefined) return undefined;
  const sections = Object.entries(systemd).map(([section, directives]: [string, Directives]) => [
    section,
    sorted(
      Object.fromEntries(
        Object.entries(directives).map(([name, value]) => {
          const path: Path = ['spec', 'systemd', section, name];
          return [name, Array.isArray(value) ? scope.texts(value, path) : scope.text(String(value), path)];
        }),
      ),
    ),
  ]);
  return sorted(Object.fromEntries(sections));
}

function launchdOf(launchd: Launchd | undefined, scope: Scope): Definition['launchd'] | undefined {
  if (launchd === undefined) return undefined;
  const expanded = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return scope.text(value, path);
    if (Array.isArray(value)) return value.map((item, index) => expanded(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return sorted(
      Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, expanded(member, [...path, key])]),
      ),
    );
  };
  return expanded(launchd, ['spec', 'launchd']) as Readonly<Record<string, unknown>>;
}
