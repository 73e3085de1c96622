import { text } from '../../config/text.ts';
import type { MachineStatus, ServiceStatus, Status } from '../../pass/engine.ts';
import type { Command, Context } from '../command.ts';
import { statusExitCode } from '../exit-codes.ts';
import { sourceOptions } from '../options.ts';
import type { Line } from '../screens/line.ts';
import { holdsTable, instancesTable, machinesTable, servicesTable } from '../screens/services.ts';
import { sourceOf } from '../source.ts';
import { usage } from '../usage.ts';
import { printYaml } from '../yaml.ts';

const kinds = ['services', 'instances', 'machines', 'holds'] as const;
type Kind = (typeof kinds)[number];

export const get: Command = {
  arguments: [
    { name: 'kind', choices: kinds },
    { name: 'name', many: true, completes: 'service' },
  ],
  options: [...sourceOptions, 'adhoc', 'output'],
  outputs: ['table', 'wide', 'json', 'yaml', 'name'],
  async run(context) {
    const [word = 'services', ...names] = context.words;
    const kind = kinds.find((one) => one === word) ?? 'services';
    const engine = await context.engine();
    const status = await engine.status(sourceOf(context));
    const chosen = choose(status, kind, names);
    await print(context, kind, chosen);
    return statusExitCode(status);
  },
};

/** @throws ProvctlError `usage.no-such` naming the first that there is none of. */
function choose(status: Status, kind: Kind, names: readonly string[]): Status {
  if (names.length === 0) return status;
  const known = kind === 'machines' ? status.machines.map(nameOfMachine) : status.services.map(nameOfService);
  const missing = names.find((name) => !known.includes(name));
  if (missing !== undefined) throw usage('no-such', { name: missing, known: known.join(', ') });
  return kind === 'machines'
    ? { ...status, machines: status.machines.filter((one) => names.includes(one.machine)) }
    : { ...status, services: status.services.filter((one) => names.includes(one.service)) };
}

async function print(context: Context, kind: Kind, status: Status): Promise<void> {
  const { out, err, options, io } = context;
  const output = options.value('output') ?? 'table';
  if (output === 'json') return out.json(dataOf(status, kind));
  if (output === 'yaml') return printYaml(out, dataOf(status, kind));
  if (output === 'name') return out.lines(namesOf(status, kind).map((name): Line => [name]));
  if (namesOf(status, kind).length === 0) return err.line(text('cli.get.nothing', { kind }));
  const wide = output === 'wide';
  const tables: Readonly<Record<Kind, () => readonly Line[]>> = {
    services: () => servicesTable(status.services, wide),
    instances: () => instancesTable(status.services, wide),
    machines: () => machinesTable(status.machines, wide),
    holds: () => holdsTable(status, io.now()),
  };
  if (wide) out.lines(tables[kind]());
  else out.clipped(tables[kind]());
}

function dataOf(status: Status, kind: Kind): object {
  switch (kind) {
    case 'services':
      return status.services;
    case 'instances':
      return status.services.flatMap(({ service, instances }) =>
        instances.map((instance) => ({ service, ...instance })),
      );
    case 'machines':
      return status.machines;
    case 'holds':
      return status.services.flatMap(({ service, hold }) => (hold === null ? [] : [{ service, ...hold }]));
  }
}

function namesOf(status: Status, kind: Kind): readonly string[] {
  switch (kind) {
    case 'services':
      return status.services.map(nameOfService);
    case 'instances':
      return status.services.flatMap(({ instances }) =>
        instances.map((one) => `${one.machine}/${one.observed.instance}`),
      );
    case 'machines':
      return status.machines.map(nameOfMachine);
    case 'holds':
      return status.services.filter(({ hold }) => hold !== null).map(nameOfService);
  }
}

function nameOfService({ service }: ServiceStatus): string {
  return service;
}

function nameOfMachine({ machine }: MachineStatus): string {
  return machine;
}
