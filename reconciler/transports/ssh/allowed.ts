import { BlockList, isIP } from 'node:net';
import { matchesHostPatterns } from './host-pattern.ts';

/**
 * Of the addresses that a name has, those that the operator lets us connect to. A pattern speaks of the name as it is
 * written, a network of the address; a negated pattern takes away by either.
 */
export function allowedAmong(
  allow: readonly string[] | null,
  name: string,
  addresses: readonly string[],
): readonly string[] {
  if (allow === null) return addresses;
  const networks = new BlockList();
  const patterns = allow.filter((entry) => !addNetwork(networks, entry));
  const negated = patterns.filter((pattern) => pattern.startsWith('!'));
  const isTakenAway = (text: string) => !matchesHostPatterns(text, ['*', ...negated].join(','));
  if (isTakenAway(name)) return [];
  const isNamed = matchesHostPatterns(name, patterns.join(','));
  return addresses.filter((address) => !isTakenAway(address) && (isNamed || isIn(networks, address)));
}

/** What is no address, because somebody else looks the name up, is in no network. */
function isIn(networks: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function addNetwork(networks: BlockList, entry: string): boolean {
  const [address = '', bits] = entry.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) networks.addAddress(address, type);
  else networks.addSubnet(address, Number(bits), type);
  return true;
}
