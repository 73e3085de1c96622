import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import type { Definition } from '../reconciler/model/definition.ts';
import type { DesiredInstance } from '../reconciler/model/desired.ts';
import type { ObservedInstance, ObservedMachine } from '../reconciler/model/observed.ts';
import type { PlanInput } from '../reconciler/plan/input.ts';
import { plan } from '../reconciler/plan/plan.ts';
import { applyToModel } from '../reconciler/testing/model-machine.ts';
import {
  sampleDefinition,
  sampleDesired,
  sampleInput,
  sampleInstance,
  sampleMachine,
  sampleObserved,
  sampleRules,
} from '../reconciler/testing/samples.ts';

/**
 * The planner alone on a converged fleet: `node bench/planner.ts --instances 100000 --machines 1000` prints one line of
 * JSON. Each size is a process of its own, so that the memory it says is its own too.
 */
export interface PlannerResult {
  readonly instances: number;
  readonly machines: number;
  readonly changes: number;
  readonly tookMs: number;
  /** Of the whole process, input included. */
  readonly peakMegabytes: number;
}

/** One service on all machines; what placeholders reach is each instance's own, as compiling makes it. */
function definitionOf(shared: Map<string, Definition>, service: string, machine: string): Definition {
  const base = shared.get(service) ?? sampleService(service);
  shared.set(service, base);
  return {
    ...base,
    command: [`{release}/bin/${service}`, '--port', '8080', '--name', machine],
    env: { LOG_LEVEL: 'info', REGION: 'eu-west-1', MACHINE: machine },
  };
}

function sampleService(service: string): Definition {
  return {
    ...structuredClone(sampleDefinition({ service })),
    ports: [{ name: 'http', port: 8080 }],
    files: [{ path: `/etc/${service}.toml`, digest: 'a'.repeat(64), mode: '0640', onChange: 'reload' }],
    reload: { signal: 'SIGHUP' },
    cwd: '/srv',
    user: 'app',
    dependsOn: service === 'service-0' ? [] : ['service-0'],
  };
}

export function plannerInput(instances: number, machines: number): PlanInput {
  const perMachine = Math.ceil(instances / machines);
  const shared = new Map<string, Definition>();
  const wanted: DesiredInstance[] = [];
  const found: ObservedMachine[] = [];
  for (let index = 0; wanted.length < instances; index += 1) {
    const machine = `machine-${index}`;
    const here = Array.from({ length: Math.min(perMachine, instances - wanted.length) }, (_, number) =>
      sampleInstance(definitionOf(shared, `service-${number}`, machine), { machine }),
    );
    wanted.push(...here);
    found.push(converged(machine, here));
  }
  return sampleInput(sampleDesired(wanted), sampleObserved(found));
}

/** As it comes from the machine: read from JSON, so it shares nothing with what is wanted. */
function converged(machine: string, here: readonly DesiredInstance[]): ObservedMachine {
  const empty = sampleObserved([sampleMachine(machine)]);
  const reached = applyToModel(plan(sampleInput(sampleDesired(here), empty), sampleRules), empty);
  const seen = reached.machines.find((one) => one.machine === machine);
  if (seen?.kind !== 'seen') throw new Error('the model lost its machine');
  return { ...seen, instances: JSON.parse(JSON.stringify(seen.instances)) as readonly ObservedInstance[] };
}

export function measurePlanner(instances: number, machines: number): PlannerResult {
  const input = plannerInput(instances, machines);
  const began = performance.now();
  const made = plan(input, sampleRules);
  const tookMs = performance.now() - began;
  return {
    instances: made.changes.length,
    machines: made.machines.filter(({ reached }) => reached).length,
    changes: made.changes.filter(({ action }) => action !== 'none').length,
    tookMs: Math.round(tookMs),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** With so little room that 500 MB are kept or the process dies; Node would otherwise take what the machine has. */
const room = ['--max-old-space-size=425', '--max-semi-space-size=2'];

/** In a process of its own. */
export function runPlanner(instances: number, machines: number): PlannerResult {
  const argv = [...room, import.meta.filename, '--instances', `${instances}`, '--machines', `${machines}`];
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' })) as PlannerResult;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      instances: { type: 'string', default: '100000' },
      machines: { type: 'string', default: '1000' },
    },
  });
  console.log(JSON.stringify(measurePlanner(Number(values.instances), Number(values.machines))));
}
