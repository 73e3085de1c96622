import fc from 'fast-check';
import type { Definition, ManagedFile } from '../model/definition.ts';
import type { Desired, DesiredInstance } from '../model/desired.ts';
import type { Observed, ObservedInstance, ObservedMachine } from '../model/observed.ts';
import { plan } from '../plan/plan.ts';
import { applyToModel } from './model-machine.ts';
import {
  sampleDefinition,
  sampleDesired,
  sampleInput,
  sampleInstance,
  sampleMachine,
  sampleObserved,
  sampleRules,
} from './samples.ts';

/** Random desired states and what may be found on machines: for promises that hold in every world. */
const services = ['a', 'b', 'c', 'd', 'e'];
const machines = ['web-1', 'web-2', 'web-3'];

const file: fc.Arbitrary<readonly ManagedFile[]> = fc
  .record({ digest: fc.constantFrom('1', '2'), onChange: fc.constantFrom('restart', 'reload', 'none') })
  .map(({ digest, onChange }) => [
    { path: '/etc/x', digest: digest.repeat(64), mode: '0644', onChange } as ManagedFile,
  ]);

function definition(service: string): fc.Arbitrary<Definition> {
  const earlier = services.slice(0, services.indexOf(service));
  return fc
    .record({
      word: fc.constantFrom('x', 'y'),
      level: fc.constantFrom('info', 'debug'),
      delayMs: fc.constantFrom(1_000, 2_000),
      boot: fc.boolean(),
      reloads: fc.boolean(),
      dependsOn: earlier.length === 0 ? fc.constant([]) : fc.subarray(earlier),
      files: fc.oneof(file, fc.constant<readonly ManagedFile[]>([])),
    })
    .map(({ word, level, delayMs, boot, reloads, dependsOn, files }) => {
      const base = sampleDefinition({ service });
      return {
        ...base,
        command: [`/opt/${service}`, word],
        env: { LEVEL: level },
        restart: { ...base.restart, delayMs },
        ...(reloads ? { reload: { signal: 'SIGHUP' } } : {}),
        files: files.map((one) => ({ ...one, path: `/etc/${service}` })),
        boot,
        dependsOn,
      };
    });
}

export const desiredStates: fc.Arbitrary<Desired> = fc
  .subarray(services)
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((service) =>
        fc
          .tuple(definition(service), fc.subarray(machines, { minLength: 1 }))
          .map(([made, where]) => where.map((machine): DesiredInstance => sampleInstance(made, { machine }))),
      ),
    ),
  )
  .map((instances) => ({
    ...sampleDesired(instances.flat()),
    machines: machines.map((name) => ({ name, connection: { kind: 'local' }, labels: {}, fleet: null })),
  }));

export const emptyFleet: Observed = sampleObserved(machines.map((name) => sampleMachine(name)));

/** What an apply of this desired state leaves behind. */
export function fleetOf(desired: Desired): Observed {
  const input = sampleInput(desired, emptyFleet, { allowEmpty: true });
  return applyToModel(plan(input, sampleRules), emptyFleet);
}

/** Something that happens to one instance while nobody looks. */
const accidents: Readonly<Record<string, (one: ObservedInstance) => ObservedInstance>> = {
  nothing: (one) => one,
  killed: (one) => ({ ...one, run: { kind: 'failed', result: 'signal', exitStatus: 9 } }),
  stopped: (one) => ({ ...one, run: { kind: 'stopped' } }),
  removed: (one) => ({ ...one, installed: { kind: 'absent' } }),
  disabled: (one) => ({ ...one, boot: false }),
  edited: (one) =>
    one.installed.kind === 'marked' ? { ...one, installed: { ...one.installed, edited: true } } : one,
  foreign: (one) => ({
    ...one,
    installed: { kind: 'foreign', path: '/etc/foreign', digest: 'f'.repeat(64), content: '' },
  }),
  stolen: (one) => remark(one, { owner: 'somebody-else' }),
  copied: (one) => remark(one, { machineId: 'another-machine' }),
  undecidable: (one) => ({ ...one, run: { kind: 'unknown', reason: 'no answer' } }),
};

function remark(one: ObservedInstance, change: { owner?: string; machineId?: string }): ObservedInstance {
  return one.installed.kind === 'marked'
    ? { ...one, installed: { ...one.installed, mark: { ...one.installed.mark, ...change } } }
    : one;
}

/** A fleet that an earlier apply made, after some accidents and with some lines down. */
export const fleets: fc.Arbitrary<Observed> = fc
  .tuple(
    desiredStates,
    fc.array(fc.constantFrom(...Object.keys(accidents)), { minLength: 15, maxLength: 15 }),
    fc.subarray(machines, { maxLength: 1 }),
  )
  .map(([desired, chosen, down]) => {
    const fleet = fleetOf(desired);
    let next = 0;
    const befall = (one: ObservedInstance) => accidents[chosen[next++ % chosen.length] ?? '']?.(one) ?? one;
    return {
      ...fleet,
      machines: fleet.machines.map((machine): ObservedMachine => {
        if (machine.kind !== 'seen') return machine;
        if (down.includes(machine.machine)) {
          return { kind: 'unreachable', machine: machine.machine, reason: 'timed out' };
        }
        return { ...machine, instances: machine.instances.map(befall) };
      }),
    };
  });
