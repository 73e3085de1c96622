import { releaseDirectory } from '../backends/backend.ts';
import type { Ledger } from '../model/ledger.ts';
import type { Observed } from '../model/observed.ts';
import type { Mutation } from '../model/operation.ts';
import { contextOf } from '../observe/holding.ts';
import { retireFormer } from './former.ts';
import type { LedgerBook } from './ledger-book.ts';
import type { Scene } from './scene.ts';
import type { Shipping } from './shipping.ts';
import { isReleaseId, usedReleases } from './used-releases.ts';

export interface Conclusion {
  readonly scene: Scene;
  /** The last look of the run. */
  readonly observed: Observed;
  readonly ledgers: LedgerBook;
  readonly ship: Shipping;
  readonly machines: readonly string[];
  readonly appliedAt: string;
  /** Everything that was planned came true. */
  readonly isComplete: boolean;
}

/** The last batch of a run: the commit is anchored, and releases that nothing can come back to are removed. */
export async function conclude(conclusion: Conclusion): Promise<void> {
  const { scene, observed, ledgers, ship, machines, appliedAt, isComplete } = conclusion;
  const { commit } = scene.fetched.tree.source;
  for (const machine of machines) {
    if (isComplete) ledgers.change(machine, (ledger) => ({ ...ledger, anchor: { commit, appliedAt } }));
    const leftByFormer = await retireFormer(scene, observed, ledgers, machine);
    const unused = await unusedReleases(scene, observed, machine, ledgers.of(machine));
    await ship.writeLedger(machine, [...unused, ...leftByFormer]);
  }
}

async function unusedReleases(
  scene: Scene,
  observed: Observed,
  machine: string,
  ledger: Ledger,
): Promise<readonly Mutation[]> {
  const session = scene.lines.session(machine);
  const seen = observed.machines.find((one) => one.machine === machine);
  if (session === null || seen?.kind !== 'seen') return [];
  const context = contextOf(session, scene.desired.stack.ownerId);
  // What runs and does not say of which release may be of any.
  if (
    seen.instances.some(
      ({ installed, run }) => run.kind === 'running' && run.release === null && installed.kind === 'marked',
    )
  )
    return [];
  const used = usedReleases(ledger, seen.instances);
  const [listed] = await session.read([{ kind: 'list', path: `${context.ownerDirectory}/releases` }]);
  if (listed?.kind !== 'names') return [];
  return (
    listed.names
      // Whatever else lies there is not a release.
      .filter((name) => isReleaseId(name) && !used.has(name))
      .sort()
      .map((name) => ({ kind: 'removeTree', path: releaseDirectory(context, name) }))
  );
}
