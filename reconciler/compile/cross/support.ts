import type { PortableField } from '../../backends/backend.ts';
import { backendNames } from '../../model/definition.ts';
import type { Service, ServiceSpec } from '../generated/types.ts';
import type { CompileOptions } from '../options.ts';
import type { Report } from '../report.ts';
import type { Path } from '../source/document.ts';
import type { Resource } from '../validate/resource.ts';

/** Fields that the service sets and its backend cannot honour; `auto` is judged when the machine is known. */
export function checkSupport(
  { value, document }: Resource<Service>,
  refusals: CompileOptions['refusals'],
  report: Report,
): void {
  const backend = backendNames.find((name) => name === value.spec.backend);
  if (backend === undefined || refusals === undefined) return;
  for (const [field, path] of usedFields(value.spec)) {
    if (refusals(backend, field))
      report.error('unsupported-field', document.place(path, 'key'), { field, backend });
  }
}

function usedFields(spec: ServiceSpec): readonly (readonly [PortableField, Path])[] {
  const used: [PortableField, Path][] = [];
  const add = (field: PortableField, ...path: readonly (string | number)[]): void => {
    used.push([field, ['spec', ...path]]);
  };
  const plain = [
    'env',
    'cwd',
    'user',
    'group',
    'umask',
    'files',
    'artifact',
    'reload',
    'logs',
    'schedule',
    'systemd',
    'launchd',
  ] as const;
  for (const field of plain) if (spec[field] !== undefined) add(field, field);
  for (const field of ['policy', 'delay', 'maxDelay', 'burst'] as const)
    if (spec.restart?.[field] !== undefined) add(`restart.${field}`, 'restart', field);
  for (const field of ['signal', 'timeout'] as const)
    if (spec.stop?.[field] !== undefined) add(`stop.${field}`, 'stop', field);
  for (const field of ['memory', 'openFiles', 'processes', 'cpus'] as const)
    if (spec.limits?.[field] !== undefined) add(`limits.${field}`, 'limits', field);
  for (const [name, entry] of Object.entries(spec.env ?? {}))
    if (typeof entry === 'object') add('env.secret', 'env', name);
  if (spec.boot === true) add('boot', 'boot');
  return used;
}
