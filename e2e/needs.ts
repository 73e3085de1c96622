import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What an end-to-end suite may ask of the machine; each value says why it is not there, or null. */
const probes = {
  linux: () => (process.platform === 'linux' ? null : `this is ${process.platform}`),
  root: () => (process.getuid?.() === 0 ? null : 'not root'),
  namespaces: () => (mayUnshare() ? null : 'no CAP_SYS_ADMIN here'),
  git: () => program('git'),
  'systemd-nspawn': () => program('systemd-nspawn'),
  systemd: () => (existsSync('/lib/systemd/systemd') ? null : 'no systemd'),
  ip: () => program('ip'),
  nginx: () => program('nginx'),
  'redis-server': () => program('redis-server'),
  strace: () => program('strace'),
  dash: () => program('dash'),
  bash: () => program('bash'),
  zsh: () => program('zsh'),
  busybox: () => program('busybox'),
  curl: () => program('curl'),
  sshd: () => program('sshd'),
  ssh: () => program('ssh-agent'),
  sudo: () => program('sudo'),
  dbus: () => program('dbus-daemon'),
  terraform: () => program('terraform'),
} satisfies Record<string, () => string | null>;

export type Need = keyof typeof probes;

export const needs = Object.keys(probes) as readonly Need[];

/**
 * Why the machine cannot run a suite that needs these; null when it can. A suite says
 * `const lacks = unmet(['root', 'nginx'])` once and uses `describe.skipIf(lacks !== null)`; `npm test` reads that line.
 */
export function unmet(wanted: readonly Need[]): string | null {
  const reasons = wanted.map((need) => probes[need]()).filter((reason) => reason !== null);
  return reasons.length === 0 ? null : reasons.join(', ');
}

function program(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/bin', '/bin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name))) ? null : `no ${name}`;
}

/** Bit 21 of the effective capabilities: mounts and namespaces of our own (capabilities(7)). */
function mayUnshare(): boolean {
  try {
    const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
    return ((BigInt(`0x${effective}`) >> 21n) & 1n) === 1n;
  } catch {
    return false;
  }
}
