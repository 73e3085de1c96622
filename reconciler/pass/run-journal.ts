import type { BatchOutcome, EventBody, JournalEvent, RunOutcome, Step, StepFailure } from '../model/event.ts';
import type { Json } from '../model/json.ts';
import type { Store } from '../record/store.ts';
import type { World } from './world.ts';

/** The journal of one run: everything it says carries the same stack, commit, actor and run id. */
export interface RunJournal {
  readonly run: string;
  readonly journal: string;
  started(verb: string, plan: Json): Promise<void>;
  say(event: EventBody): Promise<JournalEvent>;
  sayAll(events: readonly EventBody[]): Promise<void>;
  /** Before a batch is sent. */
  intent(batch: string, machine: string, steps: readonly Step[]): Promise<void>;
  /** After its answer, or after its silence. */
  outcome(
    batch: string,
    machine: string,
    result: BatchOutcome,
    failures: readonly StepFailure[],
  ): Promise<void>;
  ended(outcome: RunOutcome, exitCode: number): Promise<void>;
  /** The newest event of this run: what the ledgers anchor. */
  head(): { readonly journal: string; readonly sequence: number; readonly hash: string };
}

export async function runJournal(world: World, stack: string, commit: string): Promise<RunJournal> {
  const store: Store = await world.store();
  const run = world.random(8);
  let newest = (await store.head(stack)) ?? { sequence: 0, hash: '' };
  const say = async (event: EventBody): Promise<JournalEvent> => {
    const written = await store.append({
      at: world.clock.wall(),
      stack,
      actor: world.actor,
      commit,
      run,
      event,
    });
    newest = { sequence: written.sequence, hash: written.hash };
    return written;
  };
  return {
    run,
    journal: store.journal,
    say,
    async sayAll(events) {
      const drafts = events.map((event) => ({
        at: world.clock.wall(),
        stack,
        actor: world.actor,
        commit,
        run,
        event,
      }));
      const last = (await store.appendAll(drafts)).at(-1);
      if (last !== undefined) newest = { sequence: last.sequence, hash: last.hash };
    },
    head: () => ({ journal: store.journal, ...newest }),
    async started(verb, plan) {
      await say({ kind: 'run-started', verb, plan });
    },
    async ended(outcome, exitCode) {
      await say({ kind: 'run-ended', outcome, exitCode });
    },
    async intent(batch, machine, steps) {
      await say({ kind: 'intent', batch, machine, steps });
    },
    async outcome(batch, machine, result, failures) {
      await say({ kind: 'outcome', batch, machine, result, failures });
    },
  };
}
