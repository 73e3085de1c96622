import type { Duplex } from 'node:stream';
import { defaults } from '../../config/generated/defaults.ts';
import type { Machine, SshConnection } from '../../model/desired.ts';
import { ProvctlError } from '../../model/error.ts';
import { runner } from '../generated/runner.ts';
import { openSession, type Reach } from '../runner-session.ts';
import type { Session, SessionOptions } from '../session.ts';
import { type Become, becomeRoot } from './become.ts';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import { Hops, type Taken } from './hops.ts';
import { KnownHostsFiles } from './known-hosts-files.ts';
import { Logins } from './login.ts';
import type { SshSettings, SshTiming } from './settings.ts';
import { checkAllowed, openSocket } from './socket.ts';
import { HostTrust } from './trust.ts';

/** Reaches machines by ssh; what it read of the operator's files serves for all of them. */
export class SshReach {
  readonly #settings: SshSettings;
  readonly #logins: Logins;
  readonly #files = new KnownHostsFiles();
  readonly #hops = new Hops();
  readonly #timing: SshTiming;

  constructor(settings: SshSettings) {
    this.#settings = settings;
    this.#logins = new Logins(settings);
    this.#timing = { ...defaultTiming, ...settings.timing };
  }

  async open(machine: Machine, connection: SshConnection, options: SessionOptions): Promise<Session> {
    const reached = await this.#reach(machine.name, connection, options.signal);
    try {
      const start = await this.#start(machine.name, connection);
      return await openSession(reachOver(machine.name, reached, start), options);
    } catch (error) {
      await reached.give();
      throw whatAnswered(error, machine.name);
    }
  }

  /** How the runner is started there: as the login that it is, or as root. */
  async #start(machine: string, to: SshConnection): Promise<() => Start> {
    if (to.become === undefined) return () => plainStart;
    const { becomePassword } = await this.#logins.of(machine, to);
    return () => becomeRoot(machine, runner, becomePassword, this.#timing.authenticateMs);
  }

  /** Directly, or over another machine, which is reached in the same way. */
  async #reach(machine: string, to: SshConnection, signal?: AbortSignal): Promise<Taken> {
    const { jump } = to;
    if (jump === undefined) {
      const host = { machine, address: to.address, port: to.port };
      const open = () => openSocket(host, this.#settings.allow, this.#timing.connectMs, signal);
      const connection = await this.#connect(machine, to, open, signal);
      return { connection, give: () => connection[Symbol.asyncDispose]() };
    }
    // Whoever comes first connects for all, so nobody's own signal may end it.
    const hop = await this.#hops.take(JSON.stringify(jump), () => this.#reach(jump.machine, jump));
    try {
      const connection = await this.#connect(
        machine,
        to,
        () => this.#through(hop.connection, machine, to, signal),
        signal,
      );
      return {
        connection,
        async give() {
          await connection[Symbol.asyncDispose]();
          await hop.give();
        },
      };
    } catch (error) {
      await hop.give();
      throw error;
    }
  }

  async #connect(
    machine: string,
    to: SshConnection,
    open: () => Promise<Duplex>,
    signal?: AbortSignal,
  ): Promise<Connection> {
    const host = { machine, address: to.address, port: to.port };
    const login = await this.#logins.of(machine, to);
    if (login.methods.length === 0)
      throw new ProvctlError('transport.no-login', { machine, user: login.user });
    const { trustDirectory } = this.#settings;
    const trust = await HostTrust.read(host, login.hostKeys, login.knownHosts, trustDirectory, this.#files);
    return connect({ host, login, trust, timing: this.#timing }, await open(), signal);
  }

  /** The other machine looks the name up, so only its text can be held against what is allowed. */
  #through(
    hop: Connection,
    machine: string,
    { address, port }: SshConnection,
    signal?: AbortSignal,
  ): Promise<Duplex> {
    checkAllowed(this.#settings.allow, machine, address, [address]);
    return hop.dial(address, port, signal);
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

interface Start {
  readonly command: string;
  readonly begin?: Become['begin'];
}

function reachOver(machine: string, { connection, give }: Taken, start: () => Start): Reach {
  return {
    machine,
    openLine() {
      const { command, begin } = start();
      return connection.openLine(command, begin);
    },
    dial: (host, port, signal) => connection.dial(host, port, signal),
    close: give,
  };
}

/** sshd gives one string to the login shell (there is no argv), so the runner is quoted for it, and nothing else is. */
const plainStart: Start = {
  command: `cd / && exec sh -c '${runner.replaceAll("'", "'\\''")}' provctl sh`,
};

/** A line that ended by an exit before its first frame: it was no POSIX shell that was given the runner. */
function whatAnswered(error: unknown, machine: string): unknown {
  if (!(error instanceof ProvctlError) || error.kind !== 'transport.unreachable') return error;
  const detail = String(error.context['detail'] ?? '');
  return detail.startsWith('exit ')
    ? new ProvctlError('transport.not-posix-shell', { machine, detail }, error)
    : error;
}
