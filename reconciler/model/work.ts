import type { Change, ReasonCode } from './plan.ts';

/** How a change is carried out, as a backend's `converge` asks; the one reading of what an action means. */
export type Work =
  | {
      readonly kind: 'converge';
      readonly install: boolean;
      readonly run: 'none' | 'reload' | 'start' | 'restart' | 'stop';
    }
  | { readonly kind: 'remove' | 'forget' | 'adopt' | 'none' };

/** The mark is right and the thing must be written all the same. */
const reinstalls: ReadonlySet<ReasonCode> = new Set([
  'edited-by-hand',
  'file-drifted',
  'not-loaded',
  'boot-differs',
  'put-back',
]);

export function workOf(change: Change): Work {
  switch (change.action) {
    case 'none':
      return { kind: 'none' };
    case 'delete':
      return { kind: 'remove' };
    case 'forget':
      return { kind: 'forget' };
    case 'adopt':
      return { kind: 'adopt' };
    case 'create':
      return { kind: 'converge', install: true, run: 'start' };
    case 'replace':
      return { kind: 'converge', install: true, run: 'restart' };
    case 'update':
      return { kind: 'converge', install: true, run: 'none' };
    default:
      return { kind: 'converge', install: installs(change), run: change.action };
  }
}

function installs({ reason, before, after }: Change): boolean {
  if (reinstalls.has(reason)) return true;
  const [was, is] = [before.mark, after.mark];
  if (was === null || is === null) return is !== null;
  // The commit alone is no reason to write: a converged machine stays untouched.
  return (
    was.specHash !== is.specHash ||
    was.owner !== is.owner ||
    was.machineId !== is.machineId ||
    was.path !== is.path ||
    was.release !== is.release
  );
}
