import { backendOf, pickBackend, refusalsOf } from '../backends/registry.ts';
import type { Compiled } from '../compile/compiled.ts';
import { defaults } from '../config/generated/defaults.ts';
import { describeError } from '../config/text.ts';
import type { Fetched, SourceRequest } from '../fetch/source.ts';
import { type Desired, type Machine, ownersOf } from '../model/desired.ts';
import { sha256 } from '../model/digest.ts';
import { ProvctlError } from '../model/error.ts';
import type { Observed } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import type { Secret } from '../model/secret.ts';
import { observe } from '../observe/observe.ts';
import type { PlanOptions } from '../plan/input.ts';
import { plan } from '../plan/plan.ts';
import { openAhead } from './ahead.ts';
import { compileTree } from './compile-tree.ts';
import { type Lines, openLines } from './lines.ts';
import { restoredMachines } from './restored.ts';
import { digestsOf, installedDigests } from './secret-digests.ts';
import type { World } from './world.ts';

/** One desired state, fetched and compiled, with the lines to its machines. Nothing has been looked at yet. */
export interface Scene extends AsyncDisposable {
  readonly fetched: Fetched;
  readonly compiled: Compiled;
  readonly desired: Desired;
  readonly lines: Lines;
  /** Asked for when they are needed: whoever only looks needs none. @throws ProvctlError `secrets.*` */
  secrets(): Promise<ReadonlyMap<string, Secret>>;
  /** For a machine without a ledger: one for the whole run, so that two looks compute the same digests. */
  readonly newSalt: string;
}

/**
 * `ahead`: this machine is asked while the desired state is still compiled, for verbs that only look once and change
 * nothing.
 * @returns the compiled state alone when it has errors: nothing is done for a state that cannot be right.
 */
export async function openScene(
  world: World,
  request: SourceRequest,
  signal?: AbortSignal,
  asking: 'ahead' | 'then' = 'then',
): Promise<Scene | Compiled> {
  const opening = openAhead(world, asking === 'ahead' ? world.stackText(request) : null, signal);
  const fetched = await world.fetch(request, signal).catch(async (error: unknown) => {
    await (await opening)?.[Symbol.asyncDispose]();
    throw error;
  });
  const early = await opening;
  try {
    const compiled = compileTree(fetched.tree);
    if (compiled.desired === null) {
      await early?.[Symbol.asyncDispose]();
      await fetched[Symbol.asyncDispose]();
      return compiled;
    }
    const desired = withThisMachine(world, compiled.desired);
    let secrets: Promise<ReadonlyMap<string, Secret>> | null = null;
    const lines = await openLines(world, desired, early, signal);
    return {
      fetched,
      compiled,
      desired,
      lines,
      secrets() {
        secrets ??= world.secrets(desired.secrets);
        return secrets;
      },
      newSalt: world.random(32),
      async [Symbol.asyncDispose]() {
        await lines[Symbol.asyncDispose]();
        await fetched[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await early?.[Symbol.asyncDispose]();
    await fetched[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * This machine is looked at as long as something of ours is here: when the last service that was placed on it is no
 * longer declared, somebody must still see what it left.
 */
function withThisMachine(world: World, desired: Desired): Desired {
  const isNamed = desired.machines.some(({ connection }) => connection.kind === 'local');
  if (isNamed || !ownersOf(desired.stack).some((owner) => world.ownsHere(owner))) return desired;
  const here: Machine = { name: 'local', connection: { kind: 'local' }, labels: {}, fleet: null };
  return { ...desired, machines: [...desired.machines, here] };
}

/** For verbs that have nothing to say of a state with errors. @throws ProvctlError `desired.invalid` */
export async function openValidScene(
  world: World,
  request: SourceRequest,
  signal?: AbortSignal,
): Promise<Scene> {
  const opened = await openScene(world, request, signal);
  if (isScene(opened)) return opened;
  const errors = opened.problems.filter((problem) => problem.severity === 'error').length;
  throw new ProvctlError('desired.invalid', { errors });
}

export function isScene(opened: Scene | Compiled): opened is Scene {
  return 'lines' in opened;
}

export async function look(world: World, scene: Scene, signal?: AbortSignal): Promise<Observed> {
  return observe(
    scene.desired,
    scene.lines.all,
    {
      owner: scene.desired.stack.ownerId,
      backends: world.backends,
      maxLedgerBytes: defaults.pass.ledgerMaxBytes,
      now: world.clock.now,
      newSalt: (machineId) => sha256(scene.newSalt + machineId),
      explain: (error) => describeError(error).message,
    },
    signal,
  );
}

/** @param secrets without them, what is installed is taken to have the right ones: good for looking, not for acting. */
export async function planScene(
  world: World,
  scene: Scene,
  observed: Observed,
  options: PlanOptions,
  secrets: 'known' | 'as-installed' = takesAway(options) ? 'as-installed' : 'known',
): Promise<Plan> {
  const made = plan(
    {
      id: world.random(8),
      desired: scene.desired,
      observed,
      source: scene.fetched.tree.source,
      secretDigests:
        secrets === 'known' ? digestsOf(await scene.secrets(), observed) : installedDigests(observed),
      ancestors: await scene.fetched.ancestors(commitsIn(observed)),
      options,
    },
    {
      pickBackend,
      refusals: refusalsOf,
      adoption: (context, observed, mark) => backendOf(observed.backend).adoption?.(context, observed, mark),
      path: (context, name, instance) => backendOf(name).path(context, instance),
    },
  );
  const restored = await restoredMachines(world, scene.desired.stack.name, observed);
  if (restored.length === 0 || options.takeOver) return made;
  return {
    ...made,
    denials: [
      ...made.denials,
      ...restored.map(({ machine, ...values }) => ({
        code: 'restored-ledger' as const,
        address: `${machine}/*`,
        values,
      })),
    ],
  };
}

/** What is stopped or removed is told no secret any more. */
function takesAway({ destroy, imperative }: PlanOptions): boolean {
  return destroy || imperative?.verb === 'stop';
}

/** Commits that the machines speak of; whether HEAD descends from them decides who is newer. */
function commitsIn(observed: Observed): readonly string[] {
  const commits = new Set<string>();
  for (const machine of observed.machines) {
    if (machine.kind !== 'seen') continue;
    if (machine.ledger.anchor !== null) commits.add(machine.ledger.anchor.commit);
    for (const { installed } of machine.instances)
      if (installed.kind === 'marked') commits.add(installed.mark.commit);
  }
  return [...commits].filter((commit) => /^[0-9a-f]{40,64}$/.test(commit)).sort();
}
