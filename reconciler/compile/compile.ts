import { defaults } from '../config/generated/defaults.ts';
import type { SourceTree } from '../fetch/source.ts';
import type { Desired, DesiredInstance, Machine } from '../model/desired.ts';
import type { Compiled } from './compiled.ts';
import { checkCollisions } from './cross/collisions.ts';
import { checkDependencies } from './cross/dependencies.ts';
import { checkNames } from './cross/names.ts';
import { checkInstance, checkService } from './cross/service.ts';
import { checkSupport } from './cross/support.ts';
import { type CompileOptions, type Limits, limitsOf } from './options.ts';
import { collectProblems, compareText, type Problems } from './report.ts';
import { Contents } from './resolve/files.ts';
import { type Instance, instancesOf } from './resolve/instances.ts';
import { withJumps } from './resolve/jumps.ts';
import { localMachine, machinesByFleet } from './resolve/machines.ts';
import { placementOf } from './resolve/placement.ts';
import { reportNoStack, stackOf, theStack, varsOf } from './resolve/stack.ts';
import { gather } from './source/gather.ts';
import { Loader } from './source/load.ts';
import { type Resources, validate } from './validate/validate.ts';

/** Files → desired state, and everything that is wrong with it at once. Same files, same result. */
export function compile(tree: SourceTree, options: CompileOptions = {}): Compiled {
  const limits = limitsOf(options);
  const problems = collectProblems();
  const loader = new Loader(tree, limits, problems);
  const desired = desiredState(tree, loader, limits, options, problems);
  const sorted = problems.sorted(limits.maxProblemsCount);
  const files = new Set(
    sorted
      .flatMap((problem) => [problem.at, ...(problem.related ?? []).map(({ at }) => at)])
      .map((at) => at?.file),
  );
  return {
    desired: problems.hasErrors() ? null : desired,
    problems: sorted,
    files: loader.files,
    texts: new Map([...loader.texts].filter(([file]) => files.has(file))),
  };
}

function desiredState(
  tree: SourceTree,
  loader: Loader,
  limits: Limits,
  options: CompileOptions,
  problems: Problems,
): Desired | null {
  const gathered = gather(tree.folder, loader, limits, problems);
  const resources = validate(gathered.documents, problems);
  validate(gathered.lent, problems);
  const stack = theStack(resources.stacks, problems);
  if (resources.names.Stack.size === 0 && loader.complete) reportNoStack(tree.folder, loader.files, problems);
  const contents = new Contents(tree, defaults.fetch.maxTotalBytes);
  const direct = machinesByFleet(resources, loader.complete, problems);
  const byFleet = withJumps(direct, resources, loader.complete, problems);
  const instances = allInstances(
    resources,
    byFleet,
    varsOf(gathered.vars),
    contents,
    loader.complete,
    limits,
    problems,
  );
  for (const service of resources.services) {
    checkService(service, problems);
    checkSupport(service, options.refusals, problems);
  }
  for (const instance of instances) checkInstance(instance, problems);
  checkNames(resources.services, resources.names.Service, problems);
  checkDependencies(resources.services, resources.names.Service, loader.complete, problems);
  checkCollisions(instances, problems);
  if (stack === null || problems.hasErrors()) return null;
  return {
    stack: stackOf(stack),
    machines: machinesOf(byFleet, instances),
    instances: instances.map(({ desired }) => desired).sort(byMachineThenInstance),
    contents: contents.bytes,
    secrets: secretsOf(instances),
  };
}

function allInstances(
  resources: Resources,
  byFleet: ReadonlyMap<string, readonly Machine[]>,
  vars: ReadonlyMap<string, string>,
  contents: Contents,
  complete: boolean,
  limits: Limits,
  problems: Problems,
): readonly Instance[] {
  const fleets = { machines: byFleet, names: resources.names.Fleet, complete };
  const instances: Instance[] = [];
  for (const service of [...resources.services].sort((a, b) => compareText(a.name, b.name))) {
    const placed = placementOf(service, fleets, problems);
    const count = instances.length + placed.machines.length * placed.instancesPerMachine;
    if (count > limits.maxInstancesCount) {
      const values = { count, most: limits.maxInstancesCount };
      problems.error('too-many-instances', service.document.place(['spec', 'placement'], 'key'), values);
      break;
    }
    instances.push(...instancesOf(service, placed, vars, contents, problems));
  }
  return instances;
}

/**
 * All machines of all fleets, used or not: what was removed from them must be seen. This machine when something runs on
 * it, and when there is no other.
 */
function machinesOf(
  byFleet: ReadonlyMap<string, readonly Machine[]>,
  instances: readonly Instance[],
): readonly Machine[] {
  const fleets = [...byFleet.values()].flat();
  const isLocal =
    fleets.length === 0 || instances.some(({ desired }) => desired.machine === localMachine.name);
  return [...(isLocal ? [localMachine] : []), ...fleets].sort((a, b) => compareText(a.name, b.name));
}

function secretsOf(instances: readonly Instance[]): readonly string[] {
  const names = instances.flatMap(({ desired }) =>
    Object.values(desired.definition.env).flatMap((value) =>
      typeof value === 'string' ? [] : [value.secret],
    ),
  );
  return [...new Set(names)].sort(compareText);
}

function byMachineThenInstance(a: DesiredInstance, b: DesiredInstance): number {
  return compareText(a.machine, b.machine) || compareText(a.definition.instance, b.definition.instance);
}
