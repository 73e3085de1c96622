import type { Check } from '../model/definition.ts';
import { absentInstance, type Observed, type ObservedInstance, type SeenMachine } from '../model/observed.ts';
import type { Change, Plan } from '../model/plan.ts';
import { denialOf } from '../plan/denials.ts';
import { staysDown } from '../plan/order.ts';
import { goalOf, putBackGoal } from '../strategies/goal.ts';
import { strategies } from '../strategies/registry.ts';
import { type ChangeState, hasEnded, type RolloutSettings } from '../strategies/state.ts';
import type { Advance, Circumstances } from '../strategies/strategy.ts';
import { outcomeOf } from './outcome.ts';
import type { CheckRequest, Rollout, RolloutStep, RolloutVerdict, Turn, Verdicts } from './state.ts';
import { waits } from './waits.ts';

const nothing: readonly never[] = [];

/** One step of the whole rollout: what this look decides, what to do now, when to look again. */
export function turn(
  plan: Plan,
  rollout: Rollout,
  observed: Observed,
  verdicts: Verdicts,
  settings: RolloutSettings,
): Turn {
  const changes = plan.changes.filter(({ address }) => Object.hasOwn(rollout.states, address));
  const round: Round = {
    states: { ...rollout.states },
    stopped: rollout.stopped,
    steps: [],
    verdicts: [],
    wakes: [],
  };
  const look = lookup(observed, verdicts, settings);
  for (const change of changes) {
    const state = stateIn(round, change.address);
    if (state.phase !== 'waiting') take(round, change, strategyOf(change).advance(state, look(change)));
  }
  admit(plan, changes, round, look);
  const next: Rollout = { states: round.states, stopped: round.stopped };
  const finished = Object.values(next.states).every(hasEnded);
  return {
    rollout: next,
    verdicts: round.verdicts,
    steps: round.steps,
    checks: finished ? nothing : changes.flatMap((change) => checksOf(change, round, look(change))),
    wakeAtMs: round.steps.length > 0 || round.wakes.length === 0 ? null : Math.min(...round.wakes),
    finished,
    outcome: finished ? outcomeOf(plan, next) : null,
  };
}

interface Round {
  readonly states: Record<string, ChangeState>;
  stopped: Rollout['stopped'];
  readonly steps: RolloutStep[];
  readonly verdicts: RolloutVerdict[];
  readonly wakes: number[];
}

/** Begins everything whose time has come, and ends what can never begin. */
function admit(
  plan: Plan,
  changes: readonly Change[],
  round: Round,
  look: (change: Change) => Circumstances,
): void {
  const denial = denialOf(plan);
  const readiness = waits(awaitable(plan, changes));
  const failing = failingServices(changes, round);
  let waiting = changes.filter(({ address }) => stateIn(round, address).phase === 'waiting');
  // A skipped change may be what another waits for: until nothing more falls.
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    waiting = waiting.filter((change) => {
      const ready = readiness(change, (address) => stateIn(round, address));
      const why = whySkipped(change, round, failing, denial(change) !== null, ready);
      if (why !== null) round.states[change.address] = { phase: 'skipped', reason: why };
      return why === null;
    });
  }
  for (const change of waiting) {
    if (readiness(change, (address) => stateIn(round, address)) !== 'go') continue;
    const circumstances = look(change);
    if (circumstances.machine === null) {
      round.states[change.address] = { phase: 'skipped', reason: 'unreachable' };
    } else take(round, change, strategyOf(change).begin(circumstances));
  }
  unblock(plan, changes, round);
}

/** What moves, and what will not come though something that moves may depend on it. */
function awaitable(plan: Plan, changes: readonly Change[]): readonly Change[] {
  const down = plan.changes.filter(staysDown);
  return down.length === 0 ? changes : [...new Set([...changes, ...down])];
}

function whySkipped(
  change: Change,
  round: Round,
  failing: ReadonlySet<string>,
  isDenied: boolean,
  ready: 'go' | 'wait' | 'never',
): string | null {
  if (isDenied) return 'denied';
  if (round.stopped !== null) return round.stopped;
  if (ready === 'never') return 'dependency';
  return failing.has(change.service) ? 'service-failed' : null;
}

/** A release that fails on one machine is not brought to the next. */
function failingServices(changes: readonly Change[], round: Round): ReadonlySet<string> {
  const failing = new Set<string>();
  for (const { address, service } of changes) {
    const { phase } = stateIn(round, address);
    if (phase === 'failed' || phase === 'putting-back' || phase === 'put-back' || phase === 'incomplete') {
      failing.add(service);
    }
  }
  return failing;
}

/** Changes that wait for each other in a circle would wait for ever; no plan of ours has one, a broken one might. */
function unblock(plan: Plan, changes: readonly Change[], round: Round): void {
  const states = Object.values(round.states);
  if (round.steps.length > 0 || states.some((state) => !hasEnded(state) && state.phase !== 'waiting')) return;
  const ready = waits(awaitable(plan, changes));
  for (const change of changes) {
    if (stateIn(round, change.address).phase !== 'waiting') continue;
    const readiness = ready(change, (address) => stateIn(round, address));
    round.states[change.address] = {
      phase: 'skipped',
      reason: readiness === 'wait' ? 'blocked' : 'dependency',
    };
  }
}

function take(round: Round, change: Change, advance: Advance): void {
  round.states[change.address] = advance.state;
  if (advance.step !== null) round.steps.push(advance.step);
  if (advance.verdict !== null) round.verdicts.push(advance.verdict);
  if (advance.wakeAtMs !== null) round.wakes.push(advance.wakeAtMs);
  if (advance.halts) round.stopped ??= 'halted';
}

function lookup(
  observed: Observed,
  verdicts: Verdicts,
  settings: RolloutSettings,
): (change: Change) => Circumstances {
  const machines = new Map<string, SeenMachine>();
  for (const machine of observed.machines)
    if (machine.kind === 'seen') machines.set(machine.machine, machine);
  const indexes = new Map<string, ReadonlyMap<string, ObservedInstance>>();
  const instancesOf = (machine: SeenMachine) => {
    const known = indexes.get(machine.machine);
    if (known !== undefined) return known;
    const index = new Map(machine.instances.map((one) => [`${one.backend} ${one.instance}`, one]));
    indexes.set(machine.machine, index);
    return index;
  };
  return (change) => {
    const machine = machines.get(change.machine) ?? null;
    const found = machine && instancesOf(machine).get(`${change.backend} ${change.instance}`);
    const name = change.formerly;
    const before = name === undefined ? null : machine?.instances.find(({ instance }) => instance === name);
    return {
      change,
      at: observed.at,
      machine,
      observed: machine === null ? null : (found ?? absentInstance(change)),
      verdicts: verdicts.get(change.address) ?? nothing,
      former:
        name === undefined
          ? null
          : {
              instance: name,
              release: machine?.ledger.lastGood[name] ?? null,
              observed: machine === null ? null : (before ?? absentInstance({ ...change, instance: name })),
            },
      settings,
    };
  };
}

function checksOf(change: Change, round: Round, look: Circumstances): readonly CheckRequest[] {
  const state = stateIn(round, change.address);
  const isUnder = state.phase === 'putting-back' && state.under !== undefined;
  const observed = isUnder ? (look.former?.observed ?? null) : look.observed;
  if (state.phase !== 'checking' && (state.phase !== 'putting-back' || state.step !== 'checking'))
    return nothing;
  if (observed?.run.kind !== 'running') return nothing;
  const checks = checksWatched(change, state, observed) ?? nothing;
  return checks.length === 0
    ? nothing
    : [
        {
          address: change.address,
          machine: change.machine,
          change,
          observed,
          checks,
          provesFromMs: provesFrom(change, state),
        },
      ];
}

function provesFrom(
  change: Change,
  state: Extract<ChangeState, { phase: 'checking' | 'putting-back' }>,
): number | null {
  const goal = state.phase === 'checking' ? goalOf(change) : putBackGoal(change, state.release);
  const { baseline } = state.watch;
  return goal.kind === 'up' && baseline !== null ? baseline.sinceMs + goal.windowMs : null;
}

/** The newest wording of the checks, which is not part of what is installed; of a put-back, its own. */
function checksWatched(
  change: Change,
  state: ChangeState,
  { installed }: ObservedInstance,
): readonly Check[] | undefined {
  const wanted = state.phase === 'checking' ? change.after.definition : null;
  return (wanted ?? (installed.kind === 'marked' ? installed.definition : null))?.checks;
}

function stateIn(round: Round, address: string): ChangeState {
  return round.states[address] ?? { phase: 'skipped', reason: 'unplanned' };
}

function strategyOf(change: Change) {
  const policy = (change.after.definition ?? change.before.definition)?.rollout;
  return strategies[policy?.strategy ?? 'recreate'];
}
