import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Tells it from a later process with the same number. */
  readonly start: string;
  readonly command: string;
}

/** Every process that lives; those that only wait for their parent to notice are gone. A bare Linux may have no `ps`. */
export function processes(): readonly Process[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

function fromProc(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // After the name in parentheses, which may hold anything: state, parent, …, start (proc_pid_stat(5)).
        const fields = readFileSync(`/proc/${name}/stat`, 'latin1')
          .replace(/^.*\) /s, '')
          .split(' ');
        if (fields[0] === 'Z') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent: Number(fields[1]), start: fields[19] ?? '', command }];
      } catch {
        return [];
      }
    });
}

function fromPs(): readonly Process[] {
  // The start has five words: `Sat Nov 28 19:04:05 2026`.
  const listed = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,state=,lstart=,command='], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return listed.stdout.split('\n').flatMap((line) => {
    const fields = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s+(.*)$/.exec(line);
    const [, pid, parent, state, start = '', command = ''] = fields ?? [];
    if (pid === undefined || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), start, command }];
  });
}
