import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Where a manager keeps its units: cgroups(7) version 2, alone or beside the hierarchy that version 1 names `systemd`. */
const hierarchies = [
  { mount: '/sys/fs/cgroup/unified', line: /^0::(.*)$/m },
  { mount: '/sys/fs/cgroup/systemd', line: /^\d+:name=systemd:(.*)$/m },
  { mount: '/sys/fs/cgroup', line: /^0::(.*)$/m },
];

/**
 * Control groups below our own, one a hierarchy. Two managers in one group would end each other's units: the service of
 * that name is the same group to both.
 */
export function makeControlGroups(name: string): readonly string[] {
  const own = readFileSync('/proc/self/cgroup', 'utf8');
  return hierarchies.flatMap(({ mount, line }) => {
    const path = line.exec(own)?.[1];
    if (path === undefined || !existsSync(join(mount, path, 'cgroup.procs'))) return [];
    const group = join(mount, path, name);
    mkdirSync(group);
    return [group];
  });
}

/** What was in them is gone or about to be; the kernel keeps a group until the last process is. */
export async function removeControlGroups(groups: readonly string[]): Promise<void> {
  for (const group of groups) {
    for (let tries = 0; existsSync(group) && tries < 200; tries += 1) {
      if (tries > 0) await delay(50);
      removeTree(group);
    }
  }
}

/** The files in a group are the kernel's: only directories can be removed, innermost first. */
function removeTree(group: string): void {
  try {
    for (const entry of readdirSync(group, { withFileTypes: true }))
      if (entry.isDirectory()) removeTree(join(group, entry.name));
    rmdirSync(group);
  } catch {
    // Busy still, or gone already.
  }
}
