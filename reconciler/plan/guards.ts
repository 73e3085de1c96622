import { amountOf } from '../model/desired.ts';
import { type Change, type Denial, type Hint, isActive } from '../model/plan.ts';
import type { MachineContext } from './context.ts';
import type { PlanInput } from './input.ts';

export interface Guarded {
  readonly changes: readonly Change[];
  readonly denials: readonly Denial[];
  readonly hints: readonly Hint[];
}

/** What is ours on all seen machines: what a share of deletions is a share of. */
export interface Owned {
  readonly instances: number;
  readonly services: ReadonlySet<string>;
}

/** Guards that look at the whole plan. Withheld deletions stay in it, held; everything else goes on. */
export function guard(input: PlanInput, changes: readonly Change[], owned: Owned): Guarded {
  const prune = pruneDenial(input, changes, owned);
  const kept =
    prune === null ? changes : changes.map((change) => (pruned(change) ? withheld(change, prune) : change));
  const moving = kept.some(isActive);
  const denials: Denial[] = prune === null ? [] : [prune];
  if (moving && input.source.dirty && !input.options.allowDirty) {
    denials.push({ code: 'dirty', address: null, values: { commit: input.source.commit } });
  }
  const hints: readonly Hint[] =
    prune === null ? [] : [{ code: 'deletions-withheld', values: { count: changes.filter(pruned).length } }];
  return { changes: kept, denials, hints };
}

function pruned(change: Change): boolean {
  return change.action === 'delete' && change.reason === 'not-declared';
}

function withheld(change: Change, denial: Denial): Change {
  return { ...change, action: 'none', after: change.before, detail: denial.code, held: true };
}

function pruneDenial(input: PlanInput, changes: readonly Change[], owned: Owned): Denial | null {
  const deletions = changes.filter(pruned);
  if (deletions.length === 0) return null;
  const { desired, options, source } = input;
  if (desired.instances.length === 0 && !options.allowEmpty) {
    return { code: 'prune-empty', address: null, values: { count: deletions.length } };
  }
  // What was never fetched cannot prove that a service was taken out of git rather than not yet put in.
  if (source.shallow && !options.takeOver) {
    return { code: 'shallow', address: null, values: { count: deletions.length } };
  }
  if (desired.instances.length === 0) return null;
  const { maxPrune } = desired.stack;
  const declared = new Set(desired.instances.map(({ definition }) => definition.service));
  const services = new Set(deletions.map(({ service }) => service).filter((name) => !declared.has(name)));
  const instanceLimit = amountOf(maxPrune, owned.instances);
  const serviceLimit = amountOf(maxPrune, owned.services.size);
  if (deletions.length <= instanceLimit && services.size <= serviceLimit) return null;
  return {
    code: 'prune-limit',
    address: null,
    values: {
      count: deletions.length,
      services: services.size,
      limit: instanceLimit,
      serviceLimit,
      owned: owned.instances,
    },
  };
}

/** Guards of one machine: is its memory its own, and is what stands there older than what we bring? */
export function guardMachine(context: MachineContext, changes: readonly Change[]): readonly Denial[] {
  const moving = changes.filter(isActive);
  if (moving.length === 0 || context.input.options.takeOver) return [];
  const { machine, facts, ledger, input } = context;
  if (context.restored) {
    const values = { machine, recorded: ledger.machineId, found: facts.machineId };
    return [{ code: 'restored-machine', address: `${machine}/*`, values }];
  }
  const known = (commit: string) => commit === input.source.commit || input.ancestors.has(commit);
  const code = input.source.shallow ? 'shallow' : 'not-an-ancestor';
  const { anchor } = ledger;
  if (anchor !== null && !known(anchor.commit)) {
    return [
      {
        code,
        address: `${machine}/*`,
        values: { machine, commit: anchor.commit, head: input.source.commit },
      },
    ];
  }
  return moving
    .filter(({ before }) => before.mark !== null && !known(before.mark.commit))
    .map((change) => ({
      code,
      address: change.address,
      values: { machine, commit: change.before.mark?.commit ?? '', head: input.source.commit },
    }));
}
