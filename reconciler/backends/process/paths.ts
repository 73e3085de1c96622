import { sha256 } from '../../model/digest.ts';
import type { ObservedInstance } from '../../model/observed.ts';
import type { BackendContext } from '../backend.ts';
import { supervisor } from './generated/supervisor.ts';

/** Where the instance lies now: an earlier owner's directory until it is moved. */
export function placeOf(context: BackendContext, { formerOwner }: ObservedInstance): BackendContext {
  if (formerOwner === undefined) return context;
  return { ...context, owner: formerOwner, ownerDirectory: `${context.facts.stateRoot}/${formerOwner}` };
}

export function instancesDirectory(context: BackendContext): string {
  return `${context.ownerDirectory}/instances`;
}

export function instanceDirectory(context: BackendContext, instance: string): string {
  return `${instancesDirectory(context)}/${instance}`;
}

export function serviceFile(context: BackendContext, instance: string): string {
  return `${instanceDirectory(context, instance)}/service`;
}

/**
 * Named by its content: a shell reads its program while it runs, so a new version must never be written over the one
 * that supervises.
 */
export function supervisorFile(context: BackendContext): string {
  return `${context.ownerDirectory}/supervisor-${supervisorHash}.sh`;
}

const supervisorHash = sha256(supervisor).slice(0, 12);
