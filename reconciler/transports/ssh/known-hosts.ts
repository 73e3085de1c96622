import { createHmac, timingSafeEqual } from 'node:crypto';
import { fingerprint, type HostKey, hostKeyOf } from './host-key.ts';
import { matchesHostPatterns } from './host-pattern.ts';

/** One line of a known_hosts file, by sshd(8) SSH_KNOWN_HOSTS FILE FORMAT. */
export interface KnownHost {
  readonly marker: 'plain' | 'revoked' | 'authority';
  /** Patterns, or the hash of one name. */
  readonly hosts: string;
  readonly key: HostKey;
  /** `file:line`, for errors. */
  readonly place: string;
}

export type HostKeyVerdict =
  | { readonly kind: 'trusted'; readonly place: string }
  /** Nothing is known of this host. */
  | { readonly kind: 'unknown' }
  /** Only a certificate of this authority would prove it; ssh2 reads no host certificates. */
  | { readonly kind: 'authority'; readonly place: string }
  | { readonly kind: 'changed'; readonly known: readonly KnownKey[] }
  | { readonly kind: 'revoked'; readonly place: string };

export interface KnownKey {
  readonly type: string;
  readonly fingerprint: string;
  readonly place: string;
}

/** The lines of one file, found by the name of a host; a file may name ten thousand. */
export interface KnownHosts {
  linesOf(name: string): readonly KnownHost[];
}

/** Lines that are not of the format are passed over, as ssh does: one of them must not lock everybody out. */
export function parseKnownHosts(text: string, path: string): KnownHosts {
  const byName = new Map<string, number[]>();
  const others: number[] = [];
  const lines = text.split('\n').flatMap((line, index) => knownHost(line, `${path}:${index + 1}`) ?? []);
  for (const [index, { hosts }] of lines.entries()) {
    if (/[|!*?]/.test(hosts)) others.push(index);
    else for (const name of hosts.toLowerCase().split(',')) pushTo(byName, name, index);
  }
  return {
    linesOf(name) {
      const hashes = new Map<string, Buffer>();
      const meant = others.filter((index) => isMeant(lines[index]?.hosts ?? '', name, hashes));
      const found = [...new Set([...(byName.get(name) ?? []), ...meant])].sort((a, b) => a - b);
      return found.flatMap((index) => lines[index] ?? []);
    },
  };
}

function pushTo(byName: Map<string, number[]>, name: string, index: number): void {
  const indexes = byName.get(name);
  if (indexes === undefined) byName.set(name, [index]);
  else indexes.push(index);
}

function isMeant(hosts: string, name: string, hashes: Map<string, Buffer>): boolean {
  return hosts.startsWith('|') ? isHashOf(hosts, name, hashes) : matchesHostPatterns(name, hosts);
}

function knownHost(line: string, place: string): KnownHost | null {
  const words = line.trim().split(/[ \t]+/);
  const marker = markers.get(words[0] ?? '') ?? 'plain';
  const [hosts = '', type, encoded = ''] = marker === 'plain' ? words : words.slice(1);
  if (hosts === '' || hosts.startsWith('#') || hosts.startsWith('@')) return null;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  const key = hostKeyOf(Buffer.from(encoded, 'base64'));
  return key === null || key.type !== type ? null : { marker, hosts, key, place };
}

const markers: ReadonlyMap<string, KnownHost['marker']> = new Map([
  ['@revoked', 'revoked'],
  ['@cert-authority', 'authority'],
]);

/** What the lines of all files say of the key that a host showed. */
export function hostKeyVerdict(
  files: readonly KnownHosts[],
  host: string,
  port: number,
  key: HostKey,
): HostKeyVerdict {
  const own = linesOf(files, hostName(host, port));
  const bare = port === sshPort ? [] : linesOf(files, hostName(host, sshPort));
  const isShown = (line: KnownHost) => line.key.blob.equals(key.blob);
  const revoked = [...own, ...bare].find((line) => line.marker === 'revoked' && isShown(line));
  if (revoked !== undefined) return { kind: 'revoked', place: revoked.place };
  const plain = own.filter((line) => line.marker === 'plain');
  const same = plain.find(isShown);
  if (same !== undefined) return { kind: 'trusted', place: same.place };
  // Another type than those that are known is a change too: whoever is in the middle chooses which types to offer.
  if (plain.length > 0) return { kind: 'changed', known: plain.map(knownKey) };
  // sshconnect.c: a host on another port may be known by its name alone, but what is not so known is not changed.
  const elsewhere = bare.find((line) => line.marker === 'plain' && isShown(line));
  if (elsewhere !== undefined) return { kind: 'trusted', place: elsewhere.place };
  const authority = own.find((line) => line.marker === 'authority');
  return authority === undefined ? { kind: 'unknown' } : { kind: 'authority', place: authority.place };
}

/** The types of the keys by which a host may be trusted, in the order of the files. */
export function knownKeyTypes(files: readonly KnownHosts[], host: string, port: number): readonly string[] {
  const names = [...new Set([hostName(host, port), hostName(host, sshPort)])];
  const trusted = names
    .flatMap((name) => linesOf(files, name))
    .filter((line) => line.marker === 'plain')
    .map((line) => line.key.type);
  return [...new Set(trusted)];
}

/** How known_hosts calls a host on a port. */
export function hostName(host: string, port: number): string {
  return port === sshPort ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

const sshPort = 22;

function linesOf(files: readonly KnownHosts[], name: string): readonly KnownHost[] {
  return files.flatMap((file) => file.linesOf(name));
}

/** `|1|salt|HMAC-SHA1 of the name`, each in base64. */
function isHashOf(hosts: string, name: string, hashes: Map<string, Buffer>): boolean {
  const [, salt = '', hash = ''] = /^\|1\|([A-Za-z0-9+/]+=*)\|([A-Za-z0-9+/]+=*)$/.exec(hosts) ?? [];
  const known = Buffer.from(hash, 'base64');
  if (known.length !== sha1Bytes) return false;
  const computed = hashes.get(salt) ?? createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  hashes.set(salt, computed);
  return timingSafeEqual(known, computed);
}

const sha1Bytes = 20;

function knownKey({ key, place }: KnownHost): KnownKey {
  return { type: key.type, fingerprint: fingerprint(key), place };
}
