import type { BackendContext } from '../backends/backend.ts';
import type { ObservedInstance, SeenMachine } from '../model/observed.ts';
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
  readonly secretDigests: Readonly<Record<string, string>>;
  /** Instance → what was found under that name, in each backend. */
  readonly found: ReadonlyMap<string, readonly ObservedInstance[]>;
  readonly restored: boolean;
}

const noDigests: Readonly<Record<string, string>> = {};

export function machineContext(input: PlanInput, rules: PlanRules, seen: SeenMachine): MachineContext {
  const { stack } = input.desired;
  const { facts, ledger } = seen;
  return {
    machine: seen.machine,
    input,
    rules,
    facts,
    ledger,
    files: seen.files,
    owners: new Set([stack.ownerId, ...stack.renamedFrom]),
    backend: { facts, owner: stack.ownerId, ownerDirectory: `${facts.stateRoot}/${stack.ownerId}` },
    secretDigests: input.secretDigests[seen.machine] ?? noDigests,
    found: Map.groupBy(seen.instances, ({ instance }) => instance),
    restored: isRestored(facts, ledger),
  };
}

/** The own property of a record whose keys come from outside. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
