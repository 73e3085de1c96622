import { defaults } from '../../config/generated/defaults.ts';
import type { Machine } from '../../model/desired.ts';
import { ProvctlError } from '../../model/error.ts';
import { runner } from '../generated/runner.ts';
import { openSession, type Reach } from '../runner-session.ts';
import type { Session, SessionOptions } from '../session.ts';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import { KnownHostsFiles } from './known-hosts-files.ts';
import { Logins, type SshConnection } from './login.ts';
import type { SshSettings, SshTiming } from './settings.ts';
import { openSocket } from './socket.ts';
import { HostTrust } from './trust.ts';

/** Reaches machines by ssh; what it read of the operator's files serves for all of them. */
export class SshReach {
  readonly #settings: SshSettings;
  readonly #logins: Logins;
  readonly #files = new KnownHostsFiles();
  readonly #timing: SshTiming;

  constructor(settings: SshSettings) {
    this.#settings = settings;
    this.#logins = new Logins(settings);
    this.#timing = { ...defaultTiming, ...settings.timing };
  }

  async open(machine: Machine, connection: SshConnection, options: SessionOptions): Promise<Session> {
    const reached = await this.#connect(machine.name, connection, options.signal);
    try {
      return await openSession(reachOver(machine.name, reached), options);
    } catch (error) {
      await reached[Symbol.asyncDispose]();
      throw whatAnswered(error, machine.name);
    }
  }

  async #connect(machine: string, to: SshConnection, signal?: AbortSignal): Promise<Connection> {
    const { allow, trustDirectory } = this.#settings;
    const host = { machine, address: to.address, port: to.port };
    const login = await this.#logins.of(machine, to);
    if (login.methods.length === 0)
      throw new ProvctlError('transport.no-login', { machine, user: login.user });
    const trust = await HostTrust.read(host, login.hostKeys, login.knownHosts, trustDirectory, this.#files);
    const socket = await openSocket(host, allow, this.#timing.connectMs, signal);
    return connect({ host, login, trust, timing: this.#timing }, socket, signal);
  }
}

const defaultTiming: SshTiming = {
  connectMs: defaults.ssh.connectTimeoutMs,
  handshakeMs: defaults.ssh.handshakeTimeoutMs,
  authenticateMs: defaults.ssh.authenticateTimeoutMs,
  channelMs: defaults.ssh.channelTimeoutMs,
  keepaliveIntervalMs: defaults.ssh.keepaliveIntervalMs,
  keepaliveCount: defaults.ssh.keepaliveCount,
};

function reachOver(machine: string, connection: Connection): Reach {
  return {
    machine,
    openLine: () => connection.openLine(remoteCommand),
    dial: (host, port, signal) => connection.dial(host, port, signal),
    close: () => connection[Symbol.asyncDispose](),
  };
}

/** sshd gives one string to the login shell (there is no argv), so the runner is quoted for it, and nothing else is. */
const remoteCommand = `cd / && exec sh -c '${runner.replaceAll("'", "'\\''")}' provctl sh`;

/** A line that ended by an exit before its first frame: it was no POSIX shell that was given the runner. */
function whatAnswered(error: unknown, machine: string): unknown {
  if (!(error instanceof ProvctlError) || error.kind !== 'transport.unreachable') return error;
  const detail = String(error.context['detail'] ?? '');
  return detail.startsWith('exit ')
    ? new ProvctlError('transport.not-posix-shell', { machine, detail }, error)
    : error;
}
