import type { Definition } from '../model/definition.ts';
import { sha256 } from '../model/digest.ts';
import { canonicalJson } from '../model/json.ts';
import { withLastGood, withoutInstance } from '../model/ledger-change.ts';
import {
  absentInstance,
  type Installed,
  type Mark,
  type Marked,
  type Observed,
  type ObservedInstance,
  type Run,
  type SeenMachine,
} from '../model/observed.ts';
import type { Change, Plan } from '../model/plan.ts';
import { workOf } from '../model/work.ts';
import { denialOf } from '../plan/denials.ts';

/**
 * Machines as the planner imagines them: every step succeeds at once and exactly. What is imitated:
 * - what is installed is written, loaded and enabled as a whole; the process changes only when it is told to;
 * - what was started stays up, and is proven good; what is removed is forgotten by the ledger.
 */
export function applyToModel(plan: Plan, observed: Observed): Observed {
  const denied = denialOf(plan);
  const byMachine = Map.groupBy(
    plan.changes.filter((change) => change.action !== 'none' && denied(change) === null),
    ({ machine }) => machine,
  );
  return {
    at: observed.at + 60_000,
    machines: observed.machines.map((machine) => {
      const changes = byMachine.get(machine.machine) ?? [];
      return machine.kind === 'seen' ? changes.reduce(applyChange, machine) : machine;
    }),
  };
}

export function applyChange(machine: SeenMachine, change: Change): SeenMachine {
  const isIt = (one: ObservedInstance) => one.instance === change.instance && one.backend === change.backend;
  const rest = machine.instances.filter((one) => !isIt(one));
  const found = machine.instances.find(isIt) ?? absentInstance(change);
  const work = workOf(change);
  switch (work.kind) {
    case 'none':
      return machine;
    case 'remove':
      return { ...machine, instances: rest, ledger: withoutInstance(machine.ledger, change.instance) };
    case 'forget':
      return { ...machine, instances: [...rest, { ...found, installed: foreignFrom(found.installed) }] };
    case 'adopt':
      return put(machine, rest, change, (one) => ({ ...installIn(one, change), run: found.run }), found);
    case 'converge':
      return put(
        machine,
        rest,
        change,
        (one) => runIn(work.install ? installIn(one, change) : one, work.run),
        found,
      );
  }
}

function put(
  machine: SeenMachine,
  rest: readonly ObservedInstance[],
  change: Change,
  act: (one: ObservedInstance) => ObservedInstance,
  found: ObservedInstance,
): SeenMachine {
  const next = act(found);
  const files = { ...machine.files };
  for (const file of change.after.definition?.files ?? []) files[file.path] = file.digest;
  const release = next.installed.kind === 'marked' ? next.installed.mark.release : null;
  const ledger =
    release === null || change.action === 'stop'
      ? machine.ledger
      : withLastGood(machine.ledger, change.instance, release);
  return { ...machine, instances: [...rest, next], files, ledger };
}

function installIn(found: ObservedInstance, change: Change): ObservedInstance {
  const { definition, mark } = change.after;
  if (definition === null || mark === null) return found;
  const overrides = found.installed.kind === 'marked' ? found.installed.overrides : [];
  return {
    ...found,
    installed: { ...markedAs(definition, mark), overrides, adopted: change.action === 'adopt' },
    loaded: { restartHash: mark.restartHash, stale: false },
    boot: definition.boot,
  };
}

export function markedAs(definition: Definition, mark: Mark): Marked {
  return {
    kind: 'marked',
    path: mark.path,
    mark,
    digest: sha256(canonicalJson([definition, mark])),
    edited: false,
    definition,
    overrides: [],
    adopted: false,
  };
}

function runIn(
  found: ObservedInstance,
  run: 'none' | 'reload' | 'start' | 'restart' | 'stop',
): ObservedInstance {
  if (run === 'stop') return { ...found, run: { kind: 'stopped' } };
  if (run === 'none' || found.installed.kind !== 'marked') return found;
  const { mark, definition } = found.installed;
  if (run === 'reload') {
    return found.run.kind === 'running'
      ? { ...found, run: { ...found.run, reloadHash: mark.reloadHash } }
      : found;
  }
  return {
    ...found,
    run: definition?.schedule === undefined ? startedAs(mark, found.run) : { kind: 'stopped' },
  };
}

export function startedAs(mark: Mark, before: Run = { kind: 'stopped' }): Extract<Run, { kind: 'running' }> {
  const pid = before.kind === 'running' ? before.process.pid + 1 : 100;
  return {
    kind: 'running',
    process: { bootId: 'boot-1', pid, start: String(pid) },
    invocation: `${mark.instance}-${pid}`,
    restarts: 0,
    restartHash: mark.restartHash,
    reloadHash: mark.reloadHash,
    release: mark.release,
    startedAtMs: 0,
  };
}

function foreignFrom(installed: Installed): Installed {
  return installed.kind === 'marked'
    ? { kind: 'foreign', path: installed.path, digest: installed.digest, content: '' }
    : installed;
}
