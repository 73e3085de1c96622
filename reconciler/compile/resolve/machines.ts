import { closest } from '../../model/closest.ts';
import type { Machine } from '../../model/desired.ts';
import type { Fleet, Machine as MachineSpec, Profile, ProfileSpec } from '../generated/types.ts';
import { compareText, type Report } from '../report.ts';
import type { Resource } from '../validate/resource.ts';
import type { Resources } from '../validate/validate.ts';

/** sshd(8). */
const sshPort = 22;

/** The machine that provctl runs on. */
export const localMachine: Machine = {
  name: 'local',
  connection: { kind: 'local' },
  labels: {},
  fleet: null,
};

/** Machines by fleet, each sorted by name; names are unique in the whole stack. */
export function machinesByFleet(
  resources: Resources,
  complete: boolean,
  report: Report,
): ReadonlyMap<string, readonly Machine[]> {
  const profiles = new Map(resources.profiles.map((profile) => [profile.name, profile.value.spec]));
  const seen = new Map<string, { readonly fleet: Resource<Fleet>; readonly index: number }>();
  const byFleet = new Map<string, readonly Machine[]>();
  for (const fleet of resources.fleets) {
    const profile = profileOf(fleet, profiles, resources, complete, report);
    const machines: Machine[] = [];
    for (const [index, machine] of fleet.value.spec.machines.entries()) {
      if (isNewName(fleet, index, machine.name, seen, report))
        machines.push(machineOf(machine, fleet.name, profile));
    }
    byFleet.set(
      fleet.name,
      machines.sort((a, b) => compareText(a.name, b.name)),
    );
  }
  return byFleet;
}

function profileOf(
  fleet: Resource<Fleet>,
  profiles: ReadonlyMap<string, ProfileSpec>,
  { names }: Resources,
  complete: boolean,
  report: Report,
): Profile['spec'] {
  const name = fleet.value.spec.profile;
  if (name === undefined) return {};
  if (!names.Profile.has(name) && complete) {
    const at = fleet.document.place(['spec', 'profile']);
    report.error(
      'unknown-profile',
      at,
      { name, known: [...names.Profile].sort() },
      { suggestion: closest(name, names.Profile) },
    );
  }
  return profiles.get(name) ?? {};
}

function isNewName(
  fleet: Resource<Fleet>,
  index: number,
  name: string,
  seen: Map<string, { readonly fleet: Resource<Fleet>; readonly index: number }>,
  report: Report,
): boolean {
  const place = (of: Resource<Fleet>, at: number) => of.document.place(['spec', 'machines', at, 'name']);
  if (name === localMachine.name) {
    report.error('machine-called-local', place(fleet, index));
    return false;
  }
  const first = seen.get(name);
  if (first === undefined) {
    seen.set(name, { fleet, index });
    return true;
  }
  const related = [
    { at: place(fleet, index), text: fleet.name },
    { at: place(first.fleet, first.index), text: first.fleet.name },
  ];
  report.error('duplicate-machine', place(fleet, index), { name }, { related });
  return false;
}

function machineOf(machine: MachineSpec, fleet: string, profile: ProfileSpec): Machine {
  const ssh = { ...profile.ssh, ...machine.ssh };
  return {
    name: machine.name,
    connection: {
      kind: 'ssh',
      address: machine.address,
      port: ssh.port ?? sshPort,
      ...(ssh.user === undefined ? {} : { user: ssh.user }),
      ...(ssh.credential === undefined ? {} : { credential: ssh.credential }),
      ...(ssh.become === undefined ? {} : { become: ssh.become }),
    },
    labels: sorted({ ...profile.labels, ...machine.labels }),
    fleet,
  };
}

export function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareText(a, b)));
}
