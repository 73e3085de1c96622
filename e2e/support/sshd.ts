import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePorts } from './free-port.ts';
import { until } from './until.ts';

/** A login on the private sshd, with its own home and shell; uid 0 unless it says otherwise. */
export interface Account {
  readonly name: string;
  readonly shell: string;
  readonly password?: string;
  readonly uid?: number;
}

export interface SshdOptions {
  readonly accounts?: readonly Account[];
  /** Further lines of sshd_config(5). */
  readonly config?: readonly string[];
  readonly sudoers?: readonly string[];
}

/**
 * A real sshd on loopback, with its own host key, accounts, machine-id and /var/lib: it runs in a mount namespace, so
 * what provctl keeps there and who may log in there is its own, and gone with it.
 */
export interface Sshd extends AsyncDisposable {
  readonly folder: string;
  readonly port: number;
  /** A private key that every account takes. */
  readonly identity: string;
  /** A known_hosts file that knows this sshd. */
  readonly knownHosts: string;
  /** The public host key: its type and its base64. */
  readonly hostKey: string;
  at(name: string): string;
  /** Lets a private key's owner log in. */
  authorize(account: string, key: string): void;
  /** A file on the machine's side. */
  home(account: string, name: string): string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** How often somebody began to log in: what its log says of users. */
  logins(): number;
  /** The processes of its sessions: the privileged half of each, from which everything of it hangs. */
  sessions(): readonly number[];
}

const deployer: Account = { name: 'deploy', shell: '/bin/sh' };

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'provctl-sshd-'));
  const at = (name: string) => join(folder, name);
  const [port = 0] = await freePorts(1);
  const identity = newKey(at('id'));
  const hostKey = publicKey(newKey(at('host')));
  writeFileSync(at('known_hosts'), `[127.0.0.1]:${port} ${hostKey}\n`);
  writeMachine(folder, options, publicKey(identity));
  writeFileSync(at('sshd_config'), [...configOf(folder, port), ...(options.config ?? [])].join('\n'));
  let child: ChildProcess | null = null;
  let log = '';
  const namespaces = new Set<string>();
  const sshd: Sshd = {
    folder,
    port,
    identity,
    knownHosts: at('known_hosts'),
    hostKey,
    at,
    authorize: (account, key) =>
      appendFileSync(join(folder, 'home', account, 'authorized_keys'), `${publicKey(key)}\n`),
    home: (account, name) => join(folder, 'home', account, name),
    async start() {
      child = spawn('unshare', ['--mount', 'sh', '-c', bootText, 'sh', folder], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child.stderr?.on('data', (chunk) => {
        log += chunk;
      });
      await until('sshd listens', () => answers(port)).catch((error) => {
        throw new Error(`${error}\n${log}`);
      });
      namespaces.add(namespaceOf(child.pid ?? 0));
    },
    async stop() {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
    logins: () => log.split(/\b(?:Accepted|Failed|Invalid user|authenticating user)\b/).length - 1,
    sessions: () => (child?.pid === undefined ? [] : childrenOf(child.pid)),
    async [Symbol.asyncDispose]() {
      await sshd.stop();
      for (const pid of processesIn(namespaces)) kill(pid);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await sshd.start();
  return sshd;
}

/** What only this sshd and its sessions see. `exec` keeps the pid: the namespace ends with sshd and its sessions. */
const bootText = `
set -e
mount --make-rprivate /
for file in passwd shadow group machine-id sudoers; do
  [ -e /etc/$file ] || continue
  mount --bind "$1/etc/$file" /etc/$file
done
mount --bind "$1/lib" /var/lib
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/sshd
exec /usr/sbin/sshd -D -e -f "$1/sshd_config"
`;

function configOf(folder: string, port: number): readonly string[] {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/home/%u/authorized_keys`,
    'PidFile none',
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin yes',
    'UseDNS no',
  ];
}

function writeMachine(
  folder: string,
  { accounts = [deployer], sudoers = [] }: SshdOptions,
  key: string,
): void {
  for (const name of ['etc', 'lib', 'home']) mkdirSync(join(folder, name));
  const lines = { passwd: [''], shadow: [''] };
  for (const { name, shell, password, uid = 0 } of accounts) {
    const home = join(folder, 'home', name);
    mkdirSync(home);
    writeFileSync(join(home, 'authorized_keys'), `${key}\n`);
    lines.passwd.push(`${name}:x:${uid}:${uid}::${home}:${shell}`);
    lines.shadow.push(`${name}:${password === undefined ? '*' : hashed(password)}:19000:0:99999:7:::`);
  }
  const file = (name: string) => join(folder, 'etc', name);
  for (const name of ['passwd', 'shadow'] as const)
    writeFileSync(file(name), `${readFileSync(`/etc/${name}`, 'utf8').trimEnd()}${lines[name].join('\n')}\n`);
  writeFileSync(file('group'), readFileSync('/etc/group'));
  writeFileSync(file('machine-id'), `${Buffer.from(folder.slice(-16).padStart(16, '0')).toString('hex')}\n`);
  writeFileSync(file('sudoers'), sudoers.map((line) => `${line}\n`).join(''), { mode: 0o440 });
  chmodSync(file('shadow'), 0o600);
  // Another uid must get to its home.
  chmodSync(folder, 0o711);
}

/** A throw-away key without a passphrase, or with one. */
export function newKey(path: string, passphrase = '', type = 'ed25519'): string {
  mkdirSync(dirname(path), { recursive: true });
  // Few rounds and short keys: they guard nothing.
  const cheap = type === 'rsa' ? ['-b', '2048'] : ['-a', '1'];
  run('ssh-keygen', ['-q', '-t', type, ...cheap, '-N', passphrase, '-C', 'test', '-f', path]);
  return path;
}

export function publicKey(path: string): string {
  return readFileSync(`${path}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
}

function hashed(password: string): string {
  return run('openssl', ['passwd', '-6', '-stdin'], `${password}\n`).trim();
}

function run(program: string, args: readonly string[], input = ''): string {
  const ran = spawnSync(program, args, { input, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr}`);
  return ran.stdout;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => resolve(false)).once('data', () => socket.destroy());
  });
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

/** Sessions, and what was started through them and does not end with them. */
function processesIn(namespaces: ReadonlySet<string>): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && namespaces.has(namespaceOf(pid)));
}

function namespaceOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`);
  } catch {
    return 'none';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with its client.
  }
}
