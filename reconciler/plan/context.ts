import type { BackendContext } from '../backends/backend.ts';
import type { RightsByPath } from '../model/file-rights.ts';
import type { MachineFacts, ObservedInstance, SeenMachine } from '../model/observed.ts';
import { isRestored, type Ownership } from './classify.ts';
import type { PlanInput } from './input.ts';
import type { PlanRules } from './rules.ts';

/** Everything about one seen machine that deciding about its instances needs. */
export interface MachineContext extends Ownership {
  readonly machine: string;
  readonly input: PlanInput;
  readonly rules: PlanRules;
  readonly backend: BackendContext;
  readonly files: Readonly<Record<string, string | null>>;
  readonly rights: RightsByPath | undefined;
  readonly secretDigests: Readonly<Record<string, string>>;
  /** Instance → what was found under that name, in each backend. */
  readonly found: ReadonlyMap<string, readonly ObservedInstance[]>;
  readonly restored: boolean;
}

const noDigests: Readonly<Record<string, string>> = {};

export function machineContext(input: PlanInput, rules: PlanRules, seen: SeenMachine): MachineContext {
  const { stack } = input.desired;
  const { facts, ledger } = seen;
  const backend = ownedBy(facts, stack.ownerId);
  return {
    machine: seen.machine,
    input,
    rules,
    facts,
    ledger,
    files: seen.files,
    rights: seen.rights,
    owners: new Set([stack.ownerId, ...stack.renamedFrom]),
    backend,
    isMoved({ backend: name, instance }, { mark, path }) {
      if (mark.owner === stack.ownerId || !stack.renamedFrom.includes(mark.owner)) return false;
      const before = rules.path(ownedBy(facts, mark.owner), name, instance);
      return mark.path === before && path === rules.path(backend, name, instance);
    },
    secretDigests: input.secretDigests[seen.machine] ?? noDigests,
    found: Map.groupBy(seen.instances, ({ instance }) => instance),
    restored: isRestored(facts, ledger),
  };
}

function ownedBy(facts: MachineFacts, owner: string): BackendContext {
  return { facts, owner, ownerDirectory: `${facts.stateRoot}/${owner}` };
}

/** The own property of a record whose keys come from outside. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
