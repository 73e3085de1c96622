import { defaults } from '../../config/generated/defaults.ts';
import { closest } from '../../model/closest.ts';
import type { Check, Port } from '../../model/definition.ts';
import type { Check as CheckSpec, Service } from '../generated/types.ts';
import type { Report } from '../report.ts';
import type { Path } from '../source/document.ts';
import type { Resource } from '../validate/resource.ts';
import { durationMs } from '../values/quantity.ts';
import type { Scope } from './scope.ts';

const fallback = defaults.service;

/** In the order in which they are written, which is the order in which they are shown. */
export function checksOf(
  service: Resource<Service>,
  scope: Scope,
  ports: readonly Port[],
  report: Report,
): readonly Check[] {
  return (service.value.spec.checks ?? []).map((check, index) => ({
    name: check.name,
    probe: probeOf(check, ['spec', 'checks', index], scope, ports, report),
    intervalMs: check.interval === undefined ? fallback.checkIntervalMs : durationMs(check.interval),
    timeoutMs: check.timeout === undefined ? fallback.checkTimeoutMs : durationMs(check.timeout),
    successes: check.successes ?? fallback.checkSuccessesCount,
    failures: check.failures ?? fallback.checkFailuresCount,
  }));
}

function probeOf(
  check: CheckSpec,
  at: Path,
  scope: Scope,
  ports: readonly Port[],
  report: Report,
): Check['probe'] {
  if (check.http !== undefined) {
    return {
      kind: 'http',
      path: scope.textWithoutRelease(check.http.path, [...at, 'http', 'path']),
      port: portOf(check.http.port, [...at, 'http', 'port'], scope, ports, report),
      status: check.http.status ?? fallback.checkSuccessStatus,
    };
  }
  if (check.tcp !== undefined)
    return { kind: 'tcp', port: portOf(check.tcp.port, [...at, 'tcp', 'port'], scope, ports, report) };
  return { kind: 'command', command: scope.texts(check.command ?? [], [...at, 'command']) };
}

function portOf(
  written: string | number,
  at: Path,
  scope: Scope,
  ports: readonly Port[],
  report: Report,
): number {
  if (typeof written === 'number') return written;
  const found = ports.find((port) => port.name === written);
  if (found !== undefined) return found.port;
  const known = ports.map((port) => port.name);
  if (known.length === 0) report.error('no-ports', scope.place(at), { name: written });
  else
    report.error(
      'unknown-port',
      scope.place(at),
      { name: written, known },
      { suggestion: closest(written, known) },
    );
  return 0;
}
