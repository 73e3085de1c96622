import { readFileSync, readlinkSync } from 'node:fs';

/** This process among all that may act on a machine: what a lease says of its holder. */
export interface Controller {
  /** A name that no other run has; what comes after `|` is for programs (see {@link holderWords}). */
  holder(run: string): string;
  /** The process that called itself so is known to have ended; false where that cannot be told. */
  hasEnded(holder: string): boolean;
}

/**
 * A process is named by boot, pid namespace, pid and start time, so only a controller that would see it alive can call
 * it ended. Elsewhere, and where there is no /proc, its lease runs out or is broken by hand.
 */
export function controllerOf(actor: string, pid: number, proc = '/proc'): Controller {
  const here = namespaceOf(proc);
  const start = startOf(proc, pid);
  const identity = here === null || start === null ? '' : `${here} ${pid} ${start}`;
  return {
    holder: (run) => `${actor.replace(/[|\0\n]/g, '?').slice(0, 80)}, pid ${pid} | ${run} ${identity}`,
    hasEnded(holder) {
      const [, namespace, other, began] = /\| \S+ (\S+ \S+) ([1-9][0-9]*) ([0-9]+)$/.exec(holder) ?? [];
      if (other === undefined || here === null || namespace !== here) return false;
      return startOf(proc, Number(other)) !== began;
    },
  };
}

export function holderWords(holder: string): string {
  return holder.split(' | ', 1)[0] ?? holder;
}

function namespaceOf(proc: string): string | null {
  try {
    const boot = readFileSync(`${proc}/sys/kernel/random/boot_id`, 'utf8').trim();
    return `${boot} ${readlinkSync(`${proc}/self/ns/pid`)}`;
  } catch {
    return null;
  }
}

/** Field 22 of /proc/PID/stat; null: no such process, or one that ended and was not yet waited for. */
function startOf(proc: string, pid: number): string | null {
  try {
    const stat = readFileSync(`${proc}/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
