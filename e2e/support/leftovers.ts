import { readdirSync, readFileSync } from 'node:fs';

interface Found {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/**
 * Ends what a lab's supervisors still run, found by the lab's own folder in their command lines: a test that failed, or a
 * machine that was damaged on purpose, may have left what `destroy` cannot see any more.
 */
export function endLeftovers(folder: string): void {
  // Held first, so that none starts another between our look and its end.
  const own = processes().filter(({ pid, command }) => pid !== process.pid && command.includes(`${folder}/`));
  for (const { pid } of own) signal(pid, 'SIGSTOP');
  const all = processes();
  const ended = new Set(own.map(({ pid }) => pid));
  for (let before = -1; before !== ended.size; ) {
    before = ended.size;
    for (const { pid, parent } of all) if (ended.has(parent)) ended.add(pid);
  }
  for (const pid of ended) signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

function processes(): readonly Found[] {
  const names = readNames();
  return names.flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
    } catch {
      return [];
    }
  });
}

function readNames(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  } catch {
    return [];
  }
}
