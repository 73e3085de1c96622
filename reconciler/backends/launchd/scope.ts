import type { BackendContext } from '../backend.ts';

const labelPrefix = 'dev.provctl.';

/** Labels are free text, so an instance's name stands in one as it is; the prefix keeps clear of everybody else's. */
export function labelOf(instance: string): string {
  return `${labelPrefix}${instance}`;
}

export function instanceOfLabel(label: string): string {
  return label.slice(labelPrefix.length);
}

export function isLabelName(instance: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._@-]{0,200}$/.test(instance);
}

/** Where launchd looks for property lists by itself when the machine starts or the user logs in. */
export function plistDirectory({ facts }: BackendContext): string {
  return facts.uid === 0 ? '/Library/LaunchDaemons' : `${facts.home}/Library/LaunchAgents`;
}

export function plistPath(context: BackendContext, instance: string): string {
  return `${plistDirectory(context)}/${labelOf(instance)}.plist`;
}

/**
 * First argument of the programs that run on the machine: they choose `gui/UID` where the user has a graphical login
 * and `user/UID` where not, which only the machine knows at that moment.
 */
export function scopeArgument({ facts }: BackendContext): string {
  return facts.uid === 0 ? 'system' : String(facts.uid);
}

export function logDirectory(context: BackendContext, instance: string): string {
  return `${context.ownerDirectory}/instances/${instance}`;
}

export function logFile(context: BackendContext, instance: string): string {
  return `${logDirectory(context, instance)}/output.log`;
}
