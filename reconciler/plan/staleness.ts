import type { Definition } from '../model/definition.ts';
import { definition } from '../model/definition-shape.ts';
import { canonicalJson } from '../model/json.ts';
import { type Change, isActive, type Plan } from '../model/plan.ts';

/** One thing that is no longer as the saved plan saw it. */
export interface Stale {
  readonly what:
    | 'stack'
    | 'commit'
    | 'dirty'
    | 'machine'
    | 'action'
    | 'fingerprint'
    | 'release'
    | 'definition'
    | 'denial';
  /** Address, machine, or '' for the whole. */
  readonly subject: string;
  readonly saved: string;
  readonly found: string;
}

/** Why a saved plan may not be applied; empty: the plan made now does the very same to the very same. */
export function staleness(saved: Plan, fresh: Plan): readonly Stale[] {
  const stale: Stale[] = [];
  const compare = (what: Stale['what'], subject: string, was: string, is: string) => {
    if (was !== is) stale.push({ what, subject, saved: was, found: is });
  };
  compare('stack', '', saved.stack.ownerId, fresh.stack.ownerId);
  compare('commit', '', saved.source.commit, fresh.source.commit);
  compare('dirty', '', String(saved.source.dirty), String(fresh.source.dirty));
  compareMachines(saved, fresh, compare);
  const now = new Map(fresh.changes.filter(isActive).map((change) => [change.address, change]));
  for (const change of saved.changes.filter(isActive)) {
    const other = now.get(change.address);
    now.delete(change.address);
    compareChange(change, other, compare);
  }
  for (const [address, change] of now) compare('action', address, 'none', change.action);
  const said = new Set(saved.denials.map(denialKey));
  for (const denial of fresh.denials) {
    if (!said.has(denialKey(denial))) compare('denial', denial.address ?? '', '', denial.code);
  }
  return stale;
}

type Compare = (what: Stale['what'], subject: string, was: string, is: string) => void;

function compareMachines(saved: Plan, fresh: Plan, compare: Compare): void {
  const now = new Map(fresh.machines.map((machine) => [machine.machine, machine.machineId]));
  for (const { machine, machineId } of saved.machines) {
    compare('machine', machine, machineId, now.get(machine) ?? '');
    now.delete(machine);
  }
  for (const [machine, machineId] of now) compare('machine', machine, '', machineId);
}

function compareChange(saved: Change, fresh: Change | undefined, compare: Compare): void {
  compare('action', saved.address, saved.action, fresh?.action ?? 'none');
  if (fresh === undefined || fresh.action !== saved.action) return;
  compare('fingerprint', saved.address, saved.fingerprint, fresh.fingerprint);
  // Before its first apply a machine has no salt, so the digest of a secret has no fixed value yet.
  const unsalted = saved.before.release === null && hasSecrets(saved);
  if (!unsalted) compare('release', saved.address, saved.after.release ?? '', fresh.after.release ?? '');
  compare('release', saved.address, installedAfter(saved, unsalted), installedAfter(fresh, unsalted));
  // Hashes are what the document says of itself; who agreed to it read the rest.
  compare('definition', saved.address, shownOf(saved), shownOf(fresh));
}

function shownOf({ reason, paths, after }: Change): string {
  const shown = paths.map((changed) => [changed.path, changed.before, changed.after]);
  return canonicalJson([reason, shown, after.definition === null ? null : known(after.definition)]);
}

/** As a saved plan keeps it: without digests of secrets, and without what this version does not know. */
function known(given: Definition): Definition {
  try {
    return definition(given, '');
  } catch {
    return given;
  }
}

function installedAfter({ after }: Change, unsalted: boolean): string {
  return unsalted ? '' : (after.mark?.specHash ?? '');
}

function hasSecrets({ after }: Change): boolean {
  return Object.values(after.definition?.env ?? {}).some((value) => typeof value !== 'string');
}

function denialKey({ code, address }: Plan['denials'][number]): string {
  return `${code} ${address ?? ''}`;
}
