import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeControlGroups, removeControlGroups } from './cgroup.ts';
import { type Place, type Ran, ran } from './perform.ts';

/**
 * A machine with real systemd as its PID 1, without a virtual one: an overlay of the running root in namespaces of its
 * own, with only a loopback network. Its mounts live in its own mount namespace, so they end with it.
 */
export interface Host extends Place, AsyncDisposable {
  /** Its file system, seen from outside. */
  readonly root: string;
  /** Words before a command that make it run inside. */
  readonly enter: readonly string[];
  readonly machineId: string;
  run(argv: readonly string[]): Ran;
}

export interface HostOptions {
  /** Units that stay unmasked although they are of no use to most tests. */
  readonly keep?: readonly string[];
  /** Folders that the host sees under the same path, writable. */
  readonly shared?: readonly string[];
}

/** What the running root would start by itself: it makes the boot slow, or is in the way of what tests start. */
const masked = [
  'apt-daily-upgrade.timer',
  'apt-daily.timer',
  'console-getty.service',
  'containerd.service',
  'docker.service',
  'docker.socket',
  'dpkg-db-backup.timer',
  'e2scrub_all.timer',
  'e2scrub_reap.service',
  'etcd.service',
  'fstrim.timer',
  'getty-static.service',
  'haproxy.service',
  'man-db.timer',
  'monit.service',
  'nats-server.service',
  'nginx.service',
  'postgresql.service',
  'postgresql@15-main.service',
  'redis-server.service',
  'ssh.service',
  'supervisor.service',
  'systemd-journal-flush.service',
  'systemd-logind.service',
  'systemd-tmpfiles-clean.timer',
];

/**
 * `$1`: work folder, `$2`: machine id, `$3`: units to mask, `$4`: host name, `$5`: control groups, then options of nspawn. A memory file system
 * holds what the host writes, because an overlay cannot lie on another. Without resolv.conf nothing waits for a name
 * server; without root's start files no shell reads them.
 */
const bootText = `set -e
work=$1 id=$2 masks=$3 name=$4 groups=$5
shift 5
for group in $groups; do echo $$ >"$group/cgroup.procs"; done
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$work"
mkdir "$work/upper" "$work/work" "$work/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" "$work/root"
cd "$work/root"
rm -f etc/machine-id etc/resolv.conf root/.bashrc root/.profile root/.bash_profile
echo "$id" >etc/machine-id
echo "$name" >etc/hostname
printf '127.0.0.1 localhost %s\\n' "$name" >etc/hosts
: >etc/resolv.conf
for unit in $masks; do ln -sf /dev/null "etc/systemd/system/$unit"; done
exec systemd-nspawn --quiet --directory="$work/root" --boot --register=no --keep-unit --private-network \\
  --machine="$name" --hostname="$name" "$@"
`;

/** Boots in one or two seconds; throws with the console's last lines when it does not. */
export async function bootHost(options: HostOptions = {}): Promise<Host> {
  allowManyManagers();
  const folder = mkdtempSync(join(tmpdir(), 'provctl-host-'));
  const work = join(folder, 'work');
  mkdirSync(work);
  const machineId = readFileSync('/proc/sys/kernel/random/uuid', 'utf8').trim().replaceAll('-', '');
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  const masks = masked.filter((unit) => options.keep?.includes(unit) !== true).join(' ');
  const binds = (options.shared ?? []).map((path) => `--bind=${path}`);
  const groups = makeControlGroups(name);
  const nspawn = spawn(
    'unshare',
    ['--mount', 'sh', '-c', bootText, 'sh', work, machineId, masks, name, groups.join(' '), ...binds],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const screen = consoleOf(nspawn);
  try {
    const leader = await leaderOf(nspawn);
    const enter = [
      'nsenter',
      `--target=${leader}`,
      ...['mount', 'uts', 'ipc', 'net', 'pid', 'cgroup'].map((kind) => `--${kind}`),
      '--',
    ];
    const host: Host = {
      root: `/proc/${leader}/root`,
      enter,
      machineId,
      run: (argv) => ran([...enter, ...argv], cleanEnvironment),
      async [Symbol.asyncDispose]() {
        await takeDown(nspawn, leader);
        await removeControlGroups(groups);
        rmSync(folder, { recursive: true, force: true });
      },
    };
    await booted(host, nspawn);
    return host;
  } catch (error) {
    await takeDown(nspawn, null);
    await removeControlGroups(groups);
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`Cannot boot a systemd host:\n${screen().slice(-2000)}`, { cause: error });
  }
}

const cleanEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
};

/** Each systemd takes several inotify instances of the one user that all hosts have. */
function allowManyManagers(): void {
  const limit = '/proc/sys/fs/inotify/max_user_instances';
  if (Number(readFileSync(limit, 'utf8')) < 8192) writeFileSync(limit, '8192');
}

function consoleOf(child: ChildProcess): () => string {
  let text = '';
  const take = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  return () => text;
}

/** PID 1 of the host is nspawn's child; before nspawn itself runs there is none. */
async function leaderOf(nspawn: ChildProcess): Promise<number> {
  for (let waited = 0; waited < bootMs; waited += lookEveryMs) {
    if (nspawn.exitCode !== null || nspawn.pid === undefined) throw new Error('systemd-nspawn ended');
    const isNspawn = readFileSync(`/proc/${nspawn.pid}/comm`, 'utf8').startsWith('systemd-nspawn');
    const children = readFileSync(`/proc/${nspawn.pid}/task/${nspawn.pid}/children`, 'utf8')
      .trim()
      .split(' ');
    const leader = children.find((pid) => pid !== '' && isManager(pid));
    if (isNspawn && leader !== undefined) return Number(leader);
    await delay(lookEveryMs);
  }
  throw new Error('no PID 1');
}

function isManager(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8') === 'systemd\n';
  } catch {
    return false;
  }
}

/** Loaded machines boot slowly; nothing depends on how long it takes. */
const bootMs = 60_000;
const lookEveryMs = 50;

async function booted(host: Host, nspawn: ChildProcess): Promise<void> {
  for (let waited = 0; waited < bootMs; waited += lookEveryMs) {
    if (nspawn.exitCode !== null) throw new Error('systemd-nspawn ended');
    const state = host.run(['systemctl', 'is-system-running']).stdout.trim();
    if (state === 'running' || state === 'degraded') return;
    await delay(lookEveryMs);
  }
  throw new Error('it did not come up');
}

/** With PID 1 of a process namespace everything in it ends; nspawn alone would leave it behind. */
async function takeDown(nspawn: ChildProcess, leader: number | null): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    if (nspawn.exitCode !== null || nspawn.signalCode !== null) resolve();
    else nspawn.once('exit', () => resolve());
  });
  end(leader);
  if (leader === null) end(nspawn.pid ?? null);
  await Promise.race([ended, delay(10_000, undefined, { ref: false }).then(() => end(nspawn.pid ?? null))]);
  await ended;
}

function end(pid: number | null): void {
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone, which was the wish.
  }
}
