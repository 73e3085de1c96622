import { text } from '../../config/text.ts';
import type { Run } from '../../model/observed.ts';
import type { Health, InstanceStatus, MachineStatus, ServiceStatus, Status } from '../../pass/engine.ts';
import { type Line, type Look, paint } from './line.ts';
import { headed } from './table.ts';
import { age, duration, shortHash, shortRanges } from './words.ts';

const looks: Readonly<Record<Health, Look>> = {
  Healthy: 'green',
  Progressing: 'cyan',
  Degraded: 'red',
  Stopped: 'yellow',
  Missing: 'red',
  Unknown: 'magenta',
};

export function healthSpan(health: Health) {
  return paint(looks[health], health);
}

export function servicesTable(services: readonly ServiceStatus[], wide: boolean): readonly Line[] {
  const titles = [
    'NAME',
    'READY',
    'RELEASE',
    'HEALTH',
    'MACHINES',
    'CHANGED',
    ...(wide ? ['BACKEND', 'PORTS'] : []),
    'WHY',
  ];
  return headed(
    titles,
    services.map((service) => [
      [service.service],
      [`${service.ready}/${service.wanted}`],
      [releasesOf(service.instances)],
      [healthSpan(service.health)],
      [
        shortRanges(
          service.instances.map(({ machine }) => machine),
          2,
        ),
      ],
      [service.hold === null ? changedText(service.instances) : text('cli.held')],
      ...(wide
        ? [[unique(service.instances.map(({ observed }) => observed.backend))], [portsOf(service)]]
        : []),
      [service.hold === null ? service.why : holdText(service.hold)],
    ]),
  );
}

export function instancesTable(services: readonly ServiceStatus[], wide: boolean): readonly Line[] {
  const titles = [
    'NAME',
    'MACHINE',
    'BACKEND',
    'RELEASE',
    'STATE',
    'HEALTH',
    'AGE',
    ...(wide ? ['PID', 'RESTARTS', 'COMMIT'] : []),
    'WHY',
  ];
  return headed(
    titles,
    services.flatMap(({ instances }) =>
      instances.map((one) => [
        [one.observed.instance],
        [one.machine],
        [one.observed.backend],
        [shortHash(one.release)],
        [runText(one.observed.run)],
        [healthSpan(one.health)],
        [one.ageMs === null ? '' : age(one.ageMs)],
        ...(wide ? wideCells(one) : []),
        [one.health === 'Healthy' ? '' : one.why],
      ]),
    ),
  );
}

export function machinesTable(machines: readonly MachineStatus[], wide: boolean): readonly Line[] {
  const titles = [
    'NAME',
    'REACHED',
    'HOST',
    'KERNEL',
    'SYSTEMD',
    'USER',
    'UPTIME',
    ...(wide ? ['MACHINE-ID', 'STATE'] : []),
    'WHY',
  ];
  return headed(
    titles,
    machines.map(({ machine, reached, reason, facts }) => [
      [machine],
      [reached ? paint('green', text('cli.yes')) : paint('red', text('cli.no'))],
      [facts?.hostname ?? ''],
      [facts?.kernel ?? ''],
      [facts === null || facts.systemdVersion === 0 ? '' : String(facts.systemdVersion)],
      [facts?.user ?? ''],
      [facts === null ? '' : duration(facts.uptimeMs)],
      ...(wide ? [[shortHash(facts?.machineId ?? null)], [facts?.stateRoot ?? '']] : []),
      [reason],
    ]),
  );
}

export function holdsTable(status: Status, nowMs: number): readonly Line[] {
  return headed(
    ['NAME', 'WANTED', 'BY', 'SINCE', 'REASON'],
    status.services.flatMap(({ service, hold }) =>
      hold === null
        ? []
        : [
            [
              [service],
              [text(`cli.wanted.${hold.wanted}`)],
              [hold.by],
              [agoText(hold.since, nowMs)],
              [hold.reason],
            ],
          ],
    ),
  );
}

export function holdText(hold: { readonly by: string; readonly reason: string }): string {
  return hold.reason === ''
    ? text('cli.held-by', { by: hold.by })
    : text('cli.held-because', { by: hold.by, reason: hold.reason });
}

/** `2 m ago`; a time that cannot be read is shown as it is. */
export function agoText(at: string, nowMs: number): string {
  const then = Date.parse(at);
  return Number.isNaN(then) ? at : text('cli.ago', { age: age(nowMs - then) });
}

export function runText(run: Run): string {
  if (run.kind === 'failed')
    return `${text('cli.run.failed')} (${run.result}${run.exitStatus === null ? '' : ` ${run.exitStatus}`})`;
  return text(`cli.run.${run.kind}`);
}

function wideCells({ observed }: InstanceStatus): readonly Line[] {
  const { run, installed } = observed;
  return [
    [run.kind === 'running' ? String(run.process.pid) : ''],
    ['restarts' in run ? String(run.restarts) : ''],
    [installed.kind === 'marked' ? shortHash(installed.mark.commit) : ''],
  ];
}

function releasesOf(instances: readonly InstanceStatus[]): string {
  return unique(instances.flatMap(({ release }) => (release === null ? [] : [shortHash(release)])));
}

function changedText(instances: readonly InstanceStatus[]): string {
  const ages = instances.flatMap(({ ageMs }) => (ageMs === null ? [] : [ageMs]));
  return ages.length === 0 ? '' : text('cli.ago', { age: age(Math.min(...ages)) });
}

function portsOf(service: ServiceStatus): string {
  return unique(
    service.instances.flatMap(({ desired }) => (desired?.ports ?? []).map(({ port }) => String(port))),
  );
}

function unique(values: readonly string[]): string {
  const all = [...new Set(values)];
  return all.length <= 2 ? all.join(', ') : `${all.slice(0, 2).join(', ')}, +${all.length - 2}`;
}
