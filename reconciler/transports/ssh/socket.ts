import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { ProvctlError } from '../../model/error.ts';
import { allowedAmong } from './allowed.ts';
import type { Host } from './trust.ts';

/**
 * A TCP connection to a host, to addresses that the operator allows and to no other. Without Nagle's algorithm: ssh2
 * leaves it on, and then every small frame waits for a delayed acknowledgement (40 ms).
 */
export async function openSocket(
  host: Host,
  allow: readonly string[] | null,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Socket> {
  const addresses = await addressesOf(host, allow);
  const socket = connect({
    host: host.address,
    port: host.port,
    noDelay: true,
    autoSelectFamily: true,
    lookup: answering(addresses),
  });
  const late = AbortSignal.timeout(timeoutMs);
  try {
    await once(socket, 'connect', { signal: signal === undefined ? late : AbortSignal.any([signal, late]) });
    return socket;
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    signal?.throwIfAborted();
    throw connectFailure(host, late.aborted ? timeoutMs : null, error);
  }
}

async function addressesOf(host: Host, allow: readonly string[] | null): Promise<readonly string[]> {
  const { address } = host;
  let found: readonly string[] = [address];
  if (isIP(address) === 0) {
    try {
      found = (await lookup(address, { all: true })).map((one) => one.address);
    } catch (error) {
      throw connectFailure(host, null, error);
    }
  }
  return checkAllowed(allow, host.machine, address, found);
}

/** @throws ProvctlError when none of the addresses of that name is allowed. */
export function checkAllowed(
  allow: readonly string[] | null,
  machine: string,
  name: string,
  addresses: readonly string[],
): readonly string[] {
  const allowed = allowedAmong(allow, name, addresses);
  if (allowed.length > 0) return allowed;
  throw new ProvctlError('transport.not-allowed', {
    machine,
    address: addresses.includes(name) ? name : `${name} (${addresses.join(', ')})`,
    allow: allow?.join(', ') ?? '',
  });
}

/** The name is looked up once: a second answer might be another than the one that was allowed. */
function answering(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, answer) => {
    if (options.all === true) answer(null, all);
    else answer(null, all[0]?.address ?? '', all[0]?.family ?? 4);
  };
}

function connectFailure(host: Host, timeoutMs: number | null, error: unknown): ProvctlError {
  const { machine, address, port } = host;
  if (timeoutMs !== null)
    return new ProvctlError('transport.timeout', { machine, step: 'connect', timeoutMs }, error);
  const { code = 'error' } = error as NodeJS.ErrnoException;
  return code === 'ECONNREFUSED'
    ? new ProvctlError('transport.connection-refused', { machine, address, port }, error)
    : new ProvctlError('transport.not-connected', { machine, address, port, detail: code }, error);
}
