import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { unmet } from '../needs.ts';
import { freePorts } from '../support/free-port.ts';
import { convergedHere } from '../support/in-process.ts';
import { makeLab } from '../support/lab.ts';
import { ran } from '../support/perform.ts';
import { nginxAndRedis, pruned } from './scenario.ts';
import { ownerId } from './services.ts';
import { processes, type Setting, withSecret } from './setting.ts';

const lacks = unmet(['linux', 'git', 'nginx', 'redis-server', 'curl']);

describe.skipIf(lacks !== null)(
  `nginx and redis without systemd${lacks === null ? '' : ` (skipped: ${lacks})`}`,
  () => {
    let setting: Setting;
    let secret: () => void;

    beforeAll(async () => {
      secret = withSecret();
      const lab = await makeLab();
      const [webPort = 0, cachePort = 0, otherPort = 0] = await freePorts(3);
      const place = {
        ground: { backend: 'process', folder: lab.folder, webPort, cachePort, otherPort },
        run: (argv: readonly string[]) => ran(argv),
      } as const;
      setting = {
        ...place,
        lab,
        root: '',
        main(service) {
          const [pid = 0] = processes(place, service);
          return { pid, invocation: startOf(pid) };
        },
        installed: (service) => join(lab.state, ownerId, 'instances', service, 'service'),
        // Nobody keeps it in memory.
        noticed() {},
        converged: () => convergedHere(lab),
      };
    });
    afterAll(async () => {
      await setting?.lab[Symbol.asyncDispose]();
      if (setting !== undefined) endAll(setting.lab.folder);
      secret?.();
    });

    nginxAndRedis(() => setting);
    pruned(() => setting);
  },
);

/** What a failed test left is not always what `destroy` may remove; the folder's name is this lab's alone. */
function endAll(folder: string): void {
  const end = (pattern: string, signal: string) => {
    const pids = ran(['pgrep', '-f', pattern]).stdout.split('\n').slice(0, -1);
    for (const pid of pids) ran(['kill', '-s', signal, pid]);
  };
  // Supervisors first: they would start again what ends.
  end(`^sh ${folder}/.*/supervisor-`, 'KILL');
  end(`${folder}/`, 'TERM');
}

/** Clock ticks since boot when the process started (proc_pid_stat(5)); '' when there is none. */
function startOf(pid: number): string {
  if (pid === 0) return '';
  return (
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19] ?? ''
  );
}
