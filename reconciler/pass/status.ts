import { textOf } from '../config/text.ts';
import type { SourceRequest } from '../fetch/source.ts';
import {
  absentInstance,
  type Observed,
  type ObservedInstance,
  type ObservedMachine,
} from '../model/observed.ts';
import type { Change, Plan } from '../model/plan.ts';
import { noOptions } from '../plan/input.ts';
import type { Health, InstanceStatus, MachineStatus, ServiceStatus, Status } from './engine.ts';
import { healthOf } from './health.ts';
import { look, openValidScene, planScene, type Scene } from './scene.ts';
import type { World } from './world.ts';

/** One look, told per service: what is ready, what not and why. */
export async function status(world: World, request: SourceRequest): Promise<Status> {
  await using scene = await openValidScene(world, request);
  const observed = await look(world, scene);
  const plan = await planScene(world, scene, observed, { ...noOptions, allowDirty: true }, 'as-installed');
  return {
    stack: scene.desired.stack.name,
    commit: scene.fetched.tree.source.commit,
    machines: observed.machines.map(machineStatus),
    services: services(scene, observed, plan),
  };
}

function machineStatus(machine: ObservedMachine): MachineStatus {
  return machine.kind === 'seen'
    ? { machine: machine.machine, reached: true, reason: '', facts: machine.facts, ledger: machine.ledger }
    : { machine: machine.machine, reached: false, reason: machine.reason, facts: null, ledger: null };
}

function services(scene: Scene, observed: Observed, plan: Plan): readonly ServiceStatus[] {
  const byService = new Map<string, InstanceStatus[]>();
  for (const machine of observed.machines) {
    for (const [service, instance] of instancesOn(scene, machine, plan)) {
      byService.set(service, [...(byService.get(service) ?? []), instance]);
    }
  }
  return [...byService]
    .map(([service, instances]) => serviceStatus(service, instances, observed))
    .sort((a, b) => (a.service < b.service ? -1 : 1));
}

function instancesOn(
  scene: Scene,
  machine: ObservedMachine,
  plan: Plan,
): readonly (readonly [string, InstanceStatus])[] {
  const declared = scene.desired.instances.filter((instance) => instance.machine === machine.machine);
  if (machine.kind === 'unreachable') {
    return declared.map((desired) => [
      desired.definition.service,
      {
        machine: machine.machine,
        declared: true,
        desired: desired.definition,
        observed: unseen(desired.definition.instance, machine.reason),
        release: null,
        health: 'Unknown',
        ready: false,
        why: machine.reason,
        ageMs: null,
      },
    ]);
  }
  const changes = new Map<string, Change>();
  for (const change of plan.changes)
    if (change.machine === machine.machine) changes.set(change.instance, change);
  const names = new Set([...declared.map((one) => one.definition.instance), ...ours(machine.instances)]);
  return [...names].sort().map((name) => {
    const desired = declared.find((one) => one.definition.instance === name) ?? null;
    const change = changes.get(name) ?? null;
    const found = machine.instances.filter((one) => one.instance === name);
    const one =
      found.find((candidate) => candidate.backend === change?.backend) ??
      found.find((candidate) => candidate.installed.kind === 'marked') ??
      found[0] ??
      unseen(name, '');
    const said = healthOf({ desired, observed: one, ledger: machine.ledger, change });
    const absent = one.installed.kind === 'absent' && one.run.kind === 'stopped';
    const health: Health =
      absent && said.health !== 'Stopped'
        ? 'Missing'
        : absent && desired !== null && said.why !== 'held'
          ? 'Missing'
          : said.health;
    return [
      desired?.definition.service ?? (one.installed.kind === 'marked' ? one.installed.mark.service : name),
      {
        machine: machine.machine,
        declared: desired !== null,
        desired: desired?.definition ?? null,
        observed: one,
        release: one.installed.kind === 'marked' ? one.installed.mark.release : null,
        health,
        ready: said.ready,
        why: textOf(`health.${health === 'Missing' ? 'missing' : said.why}`, said.values) ?? said.why,
        ageMs: one.run.kind === 'running' ? Math.max(0, machine.facts.uptimeMs - one.run.startedAtMs) : null,
      },
    ];
  });
}

function ours(instances: readonly ObservedInstance[]): readonly string[] {
  return instances.filter((one) => one.installed.kind === 'marked').map((one) => one.instance);
}

function unseen(instance: string, reason: string): ObservedInstance {
  const absent = absentInstance({ instance, backend: 'process' });
  return reason === '' ? absent : { ...absent, run: { kind: 'unknown', reason } };
}

function serviceStatus(
  service: string,
  instances: readonly InstanceStatus[],
  observed: Observed,
): ServiceStatus {
  const declared = instances.filter((one) => one.declared);
  const worst = [...instances].sort((a, b) => severity(b.health) - severity(a.health))[0];
  const holds = observed.machines.flatMap((machine) =>
    machine.kind === 'seen' ? [machine.ledger.holds[service]] : [],
  );
  return {
    service,
    ready: declared.filter((one) => one.ready).length,
    wanted: declared.length,
    health: worst?.health ?? 'Unknown',
    why: worst === undefined || worst.health === 'Healthy' ? '' : worst.why,
    hold: holds.find((hold) => hold !== undefined) ?? null,
    instances,
  };
}

const order: readonly Health[] = ['Healthy', 'Progressing', 'Stopped', 'Unknown', 'Missing', 'Degraded'];

function severity(health: Health): number {
  return order.indexOf(health);
}
