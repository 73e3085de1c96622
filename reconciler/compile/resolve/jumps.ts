import { closest } from '../../model/closest.ts';
import type { Machine, SshConnection } from '../../model/desired.ts';
import type { Place } from '../../model/problem.ts';
import type { Report } from '../report.ts';
import type { Resources } from '../validate/validate.ts';

interface Jump {
  readonly over: string;
  readonly at: Place | null;
}

/** Each machine with the way to it: the machines over whose sshd it is reached, the nearest first. */
export function withJumps(
  byFleet: ReadonlyMap<string, readonly Machine[]>,
  resources: Resources,
  complete: boolean,
  report: Report,
): ReadonlyMap<string, readonly Machine[]> {
  const jumps = jumpsOf(resources);
  if (jumps.size === 0) return byFleet;
  const machines = new Map([...byFleet.values()].flat().map((machine) => [machine.name, machine]));
  const connection = (machine: Machine, way: readonly string[]): Machine['connection'] => {
    const jump = jumps.get(machine.name);
    if (jump === undefined || machine.connection.kind === 'local') return machine.connection;
    const hop = machines.get(jump.over);
    if (hop === undefined) {
      const known = [...machines.keys()].sort();
      const suggestion = closest(jump.over, machines.keys());
      if (complete) report.error('unknown-jump', jump.at, { name: jump.over, known }, { suggestion });
      return machine.connection;
    }
    if (way.includes(hop.name)) {
      // Every machine of a circle, and each that leads into it, finds the circle; one of them tells it.
      if (hop.name === way[0] && way.every((name) => name >= hop.name))
        report.error('jump-cycle', jump.at, { cycle: [...way, hop.name].join(' → ') });
      return machine.connection;
    }
    const over = connection(hop, [...way, hop.name]) as SshConnection;
    return { ...machine.connection, jump: { ...over, machine: hop.name } };
  };
  return new Map(
    [...byFleet].map(([fleet, all]) => [
      fleet,
      all.map((machine) => ({ ...machine, connection: connection(machine, [machine.name]) })),
    ]),
  );
}

/** By machine. One that a profile sends over itself is that bastion, and is reached directly. */
function jumpsOf({ fleets, profiles }: Resources): ReadonlyMap<string, Jump> {
  const jumps = new Map<string, Jump>();
  for (const fleet of fleets) {
    const profile = profiles.find(({ name }) => name === fleet.value.spec.profile);
    for (const [index, machine] of fleet.value.spec.machines.entries()) {
      const own = machine.ssh?.jump;
      const over = own ?? profile?.value.spec.ssh?.jump;
      if (over === undefined || over === machine.name) continue;
      const at =
        own === undefined
          ? (profile?.document.place(['spec', 'ssh', 'jump']) ?? null)
          : fleet.document.place(['spec', 'machines', index, 'ssh', 'jump']);
      jumps.set(machine.name, { over, at });
    }
  }
  return jumps;
}
