import { copiedReleases, retired } from '../act/former.ts';
import { ProvctlError } from '../model/error.ts';
import { canonicalJson } from '../model/json.ts';
import { withFormerUse } from '../model/ledger-change.ts';
import type { Observed, ObservedInstance, Run, SeenMachine } from '../model/observed.ts';
import type { Mutation } from '../model/operation.ts';
import { contextOf } from '../observe/holding.ts';
import type { Session } from '../transports/session.ts';
import type { LedgerBook } from './ledger-book.ts';
import type { Scene } from './scene.ts';
import type { Shipping } from './shipping.ts';
import { isReleaseId, usedReleases } from './used-releases.ts';

/**
 * Before anything is touched: the ledger of an earlier owner is continued in our own, and every release that may have
 * to come back lies where a put-back looks for it. Done again after a crash, it finds its work done.
 * @throws ProvctlError `former.releases`
 */
export async function takeOverFormer(
  scene: Scene,
  observed: Observed,
  ledgers: LedgerBook,
  ship: Shipping,
  machines: readonly string[],
): Promise<void> {
  for (const machine of machines) {
    const seen = seenIn(observed, machine);
    const session = scene.lines.session(machine);
    const open = (seen?.former ?? []).filter((owner) => !ledgers.of(machine).former?.[owner]);
    if (seen === null || session === null || open.length === 0) continue;
    for (const owner of open) ledgers.change(machine, (ledger) => withFormerUse(ledger, owner, null));
    const releases = [...usedReleases(ledgers.of(machine), seen.instances)].filter(isReleaseId).sort();
    const context = contextOf(session, scene.desired.stack.ownerId);
    const copies = open.map((owner) => copiedReleases(context, contextOf(session, owner), releases));
    const outcomes = await ship.writeLedger(machine, copies);
    const bad = outcomes.find((outcome) => outcome.kind !== 'done');
    if (bad !== undefined)
      throw new ProvctlError('former.releases', {
        machine,
        owner: open.join(', '),
        reason: 'reason' in bad ? bad.reason : '',
      });
  }
}

/**
 * At the end of a run: an earlier owner's directory goes when nothing of it is left to take over and nothing that was
 * started from it still runs. Which starts those are is noted at the first look that finds nothing left: everything
 * later was started from our own.
 */
export async function retireFormer(
  scene: Scene,
  observed: Observed,
  ledgers: LedgerBook,
  machine: string,
): Promise<readonly Mutation[]> {
  const seen = seenIn(observed, machine);
  const session = scene.lines.session(machine);
  if (seen === null || session === null) return [];
  const operations: Mutation[] = [];
  for (const owner of scene.desired.stack.renamedFrom) {
    const noted = ledgers.of(machine).former?.[owner];
    const isHere = seen.former?.includes(owner) === true;
    if (!isHere && noted === undefined) continue;
    const former = contextOf(session, owner);
    const users = isHere
      ? await usersOf(seen, owner, noted, () => isEmpty(session, former.ownerDirectory))
      : undefined;
    const isKnown = JSON.stringify(users) === JSON.stringify(noted);
    if (!isKnown) ledgers.change(machine, (ledger) => withFormerUse(ledger, owner, users));
    if (users?.length === 0) operations.push(retired(former));
  }
  return operations;
}

/** Starts that may use the owner's directory; null: that cannot be told yet. */
async function usersOf(
  seen: SeenMachine,
  owner: string,
  noted: readonly string[] | null | undefined,
  isEmptied: () => Promise<boolean>,
): Promise<readonly string[] | null> {
  const running = seen.instances.flatMap(({ run }) => (run.kind === 'running' ? [run.invocation] : []));
  if (seen.instances.some((one) => belongsTo(owner, one)) || !(await isEmptied())) return null;
  const possible = seen.instances.filter(mayUseRelease);
  if (possible.some(({ run }) => isUnsettled(run))) return noted ?? null;
  if (noted) return noted.filter((invocation) => running.includes(invocation));
  return possible.flatMap(({ run }) => (run.kind === 'running' ? [run.invocation] : [])).sort();
}

function belongsTo(owner: string, { formerOwner, installed }: ObservedInstance): boolean {
  return formerOwner === owner || (installed.kind === 'marked' && installed.mark.owner === owner);
}

/** What runs may be older than what is installed, and then nobody knows what it needs. */
function mayUseRelease({ installed, run }: ObservedInstance): boolean {
  if (installed.kind !== 'marked') return installed.kind === 'absent' && run.kind !== 'stopped';
  const { definition, mark, adopted } = installed;
  // Started by somebody else, from a unit that is not ours.
  if (adopted && run.kind === 'running' && run.restartHash === null) return false;
  if (definition === null || canonicalJson(definition).includes('{release}')) return true;
  return run.kind === 'running' && run.restartHash !== mark.restartHash;
}

/** Something lives there, or may, of which nobody can say which start it was. */
function isUnsettled(run: Run): boolean {
  if (run.kind === 'failed') return run.result === 'unsupervised';
  return run.kind !== 'running' && run.kind !== 'stopped' && run.kind !== 'completed';
}

async function isEmpty(session: Session, directory: string): Promise<boolean> {
  const [listed] = await session.read([{ kind: 'list', path: `${directory}/instances` }]);
  if (listed?.kind === 'absent') return true;
  return listed?.kind === 'names' && listed.names.every((name) => name.startsWith('.'));
}

function seenIn(observed: Observed, machine: string): SeenMachine | null {
  const found = observed.machines.find((one) => one.machine === machine);
  return found?.kind === 'seen' ? found : null;
}
