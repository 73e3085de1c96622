import type { Definition, ManagedFile } from '../model/definition.ts';
import { hasRights } from '../model/file-rights.ts';
import { canonicalJson } from '../model/json.ts';
import type { Marked, ObservedInstance } from '../model/observed.ts';
import type { ReasonCode } from '../model/plan.ts';
import { type MachineContext, own } from './context.ts';
import { effectOf } from './effects.ts';
import { neededRun, type Run, strongest } from './running.ts';
import type { Target } from './target.ts';

/** What is different, and what would make it equal. */
export interface Comparison {
  readonly run: Run;
  readonly install: boolean;
  readonly reason: ReasonCode;
  readonly detail: string;
  /** The wish did not move since this was installed; reality did. */
  readonly drift: boolean;
}

/** Desired against installed, loaded and running, each by itself. */
export function compare(
  context: MachineContext,
  target: Target,
  observed: ObservedInstance,
  installed: Marked,
): Comparison {
  const { mark } = installed;
  if (observed.run.kind === 'unknown') {
    return { run: 'none', install: false, reason: 'unreachable', detail: observed.run.reason, drift: false };
  }
  const specChanged = mark.specHash !== target.hashes.spec;
  const changed = driftedFiles(context, target.definition, installed.definition, specChanged);
  const drifted = [...changed, ...openedFiles(context, target.definition, changed)];
  const needed = neededRun(target, observed, mark, installed.adopted, context.ledger);
  const run = changed.reduce(
    (most, file) => strongest(most, restartOnly(needed.run, target, file)),
    needed.run,
  );
  const installReason = specChanged
    ? changeReason(installed.definition, target.definition)
    : moveReason(context, installed, observed, target, drifted);
  if (installReason === null && run === 'none') return settled(installed, needed.reason, needed.detail);
  return {
    run,
    install: installReason !== null,
    reason: installReason ?? needed.reason ?? 'running-old-definition',
    detail: detailOf(installReason, drifted, mark.owner) ?? needed.detail,
    drift: !specChanged && installReason !== 'renamed' && installReason !== 'mark-copied',
  };
}

function detailOf(reason: ReasonCode | null, drifted: readonly ManagedFile[], owner: string): string | null {
  if (reason === 'file-drifted') return drifted.map(({ path }) => path).join(', ');
  return reason === 'renamed' ? owner : null;
}

function settled(installed: Marked, reason: ReasonCode | null, detail: string): Comparison {
  const overridden = installed.overrides.length > 0;
  return {
    run: 'none',
    install: false,
    reason: reason ?? (overridden ? 'overridden' : 'converged'),
    detail: reason === null && overridden ? installed.overrides.join(', ') : detail,
    drift: false,
  };
}

/** A drifted file of something that does not run needs no restart: its start reads the file. */
function restartOnly(current: Run, target: Target, file: ManagedFile): Run {
  const effect = effectOf(target.definition, file);
  return current === 'start' || target.definition.schedule !== undefined ? 'none' : effect;
}

function moveReason(
  context: MachineContext,
  installed: Marked,
  observed: ObservedInstance,
  target: Target,
  drifted: readonly ManagedFile[],
): ReasonCode | null {
  const { mark } = installed;
  if (mark.owner !== context.backend.owner) return 'renamed';
  if (mark.machineId !== context.facts.machineId || mark.path !== installed.path) return 'mark-copied';
  if (installed.edited) return 'edited-by-hand';
  if (drifted.length > 0) return 'file-drifted';
  const { loaded } = observed;
  if (loaded.stale || (loaded.restartHash !== null && loaded.restartHash !== mark.restartHash)) {
    return 'not-loaded';
  }
  if (observed.boot !== null && observed.boot !== target.definition.boot) return 'boot-differs';
  return null;
}

/** Managed files whose bytes are neither what was installed nor what is wanted. */
function driftedFiles(
  context: MachineContext,
  wanted: Definition,
  installed: Definition | null,
  specChanged: boolean,
): readonly ManagedFile[] {
  if (wanted.files.length === 0) return [];
  return wanted.files.filter((file) => {
    const actual = own(context.files, file.path);
    if (actual === undefined || actual === file.digest) return false;
    if (!specChanged) return true;
    const before = installed?.files.find(({ path }) => path === file.path);
    return before !== undefined && before.digest !== actual;
  });
}

/** Right bytes at which others may write, or that are somebody else's: what runs has read them, so nothing restarts. */
function openedFiles(
  context: MachineContext,
  wanted: Definition,
  changed: readonly ManagedFile[],
): readonly ManagedFile[] {
  return wanted.files.filter(
    (file) =>
      !changed.includes(file) &&
      own(context.files, file.path) === file.digest &&
      !hasRights(context.rights, file),
  );
}

function changeReason(before: Definition | null, after: Definition): ReasonCode {
  if (before === null) return 'definition-changed';
  const parts = changedParts(before, after);
  if (parts.size === 1 && parts.has('files')) return 'files-changed';
  if (parts.size === 1 && parts.has('env') && onlySecretsChanged(before, after)) return 'secret-changed';
  return 'definition-changed';
}

function changedParts(before: Definition, after: Definition): ReadonlySet<string> {
  const was = before as unknown as Readonly<Record<string, unknown>>;
  const is = after as unknown as Readonly<Record<string, unknown>>;
  const fields = new Set([...Object.keys(was), ...Object.keys(is)]);
  for (const ignored of ['checks', 'rollout', 'dependsOn']) fields.delete(ignored);
  return new Set([...fields].filter((field) => canonicalJson(was[field]) !== canonicalJson(is[field])));
}

function onlySecretsChanged(before: Definition, after: Definition): boolean {
  const names = new Set([...Object.keys(before.env), ...Object.keys(after.env)]);
  return [...names].every((name) => {
    const was = own(before.env, name);
    const is = own(after.env, name);
    return canonicalJson(was) === canonicalJson(is) || (typeof was === 'object' && typeof is === 'object');
  });
}
