import type { Duplex } from 'node:stream';
import ssh2, { type Client } from 'ssh2';
import { ProvctlError } from '../../model/error.ts';
import { algorithms } from './algorithms.ts';
import { Authentication } from './authentication.ts';
import { Connection } from './connection.ts';
import type { Login } from './login.ts';
import type { SshTiming } from './settings.ts';
import type { Host, HostTrust } from './trust.ts';

export interface Approach {
  readonly host: Host;
  readonly login: Login;
  readonly trust: HostTrust;
  readonly timing: SshTiming;
}

/** Verifies the host, then logs in. The socket is ours from here: it is destroyed when that fails. */
export async function connect(approach: Approach, socket: Duplex, signal?: AbortSignal): Promise<Connection> {
  const client = new ssh2.Client();
  const handshake = new Handshake(approach, client);
  const stop = () => handshake.fail(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    await handshake.ready(socket);
    return new Connection(approach.host.machine, client, approach.timing);
  } catch (error) {
    client.on('error', () => {});
    client.destroy();
    socket.destroy();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** From the first byte to the login, each step with a time limit of its own. */
class Handshake {
  readonly #approach: Approach;
  readonly #client: Client;
  readonly #authentication: Authentication;
  readonly #done = Promise.withResolvers<void>();
  #timer: NodeJS.Timeout | undefined;
  #step: 'handshake' | 'authenticate' = 'handshake';
  /** The key that the host showed, and why it is not trusted. */
  #shown: Buffer | null = null;
  #refusal: ProvctlError | null = null;
  #kept: Promise<void> = Promise.resolve();

  constructor(approach: Approach, client: Client) {
    this.#approach = approach;
    this.#client = client;
    this.#authentication = new Authentication(approach.login);
  }

  fail(error: unknown): void {
    this.#done.reject(error);
  }

  async ready(socket: Duplex): Promise<void> {
    const { timing, login, trust } = this.#approach;
    this.#listen();
    this.#limit('handshake', timing.handshakeMs);
    this.#client.connect({
      sock: socket,
      username: login.user,
      algorithms: algorithms(trust.keyTypes),
      hostVerifier: (key: Buffer) => this.#isTrusted(key),
      agentForward: false,
      readyTimeout: 0,
      keepaliveInterval: timing.keepaliveIntervalMs,
      keepaliveCountMax: timing.keepaliveCount,
      authHandler: (offered, _partial, next) => {
        // A key that is new is kept before anything is shown to the host; a password is shown last of all.
        this.#kept.then(
          () => next((this.#authentication.next(offered) ?? false) as Parameters<typeof next>[0]),
          (error) => this.fail(error),
        );
      },
    });
    try {
      await this.#done.promise;
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #listen(): void {
    const { timing, trust } = this.#approach;
    this.#client
      .on('error', (error) => {
        if (error.level === 'agent') this.#authentication.agentFailed(error.message);
        else this.fail(this.#failure(error));
      })
      .on('close', () => this.fail(this.#failure(new Error('closed'))))
      .on('change password', () => this.fail(this.#failure(new Error('password-expired'))))
      .once('handshake', () => {
        if (this.#shown !== null) this.#kept = trust.keep(this.#shown);
        this.#kept.catch((error) => this.fail(error));
        this.#limit('authenticate', timing.authenticateMs);
      })
      .once('ready', () => this.#done.resolve());
  }

  /** Asked again at each rekeying: the key must then be the one of the first time. */
  #isTrusted(key: Buffer): boolean {
    if (this.#shown !== null) return this.#shown.equals(key);
    this.#shown = Buffer.from(key);
    this.#refusal = this.#approach.trust.refusal(key);
    return this.#refusal === null;
  }

  #limit(step: 'handshake' | 'authenticate', timeoutMs: number): void {
    clearTimeout(this.#timer);
    this.#step = step;
    const { machine } = this.#approach.host;
    this.#timer = setTimeout(() => {
      this.fail(new ProvctlError('transport.timeout', { machine, step, timeoutMs }));
    }, timeoutMs);
  }

  #failure(error: Error & { readonly code?: unknown; readonly level?: string }): ProvctlError {
    if (this.#refusal !== null) return this.#refusal;
    const { machine, address, port } = this.#approach.host;
    if (this.#step === 'authenticate') return this.#loginFailure(error);
    // MaxStartups and PerSourcePenalties close before the first word of the protocol.
    const isDropped = /before handshake/.test(error.message) || error.code === 'ECONNRESET';
    return isDropped
      ? new ProvctlError('transport.throttled', { machine, address, port }, error)
      : new ProvctlError('transport.handshake', { machine, address, port, detail: error.message }, error);
  }

  #loginFailure(error: Error & { readonly code?: unknown; readonly level?: string }): ProvctlError {
    const { machine } = this.#approach.host;
    const isRefused =
      error.level === 'client-authentication' ||
      error.code === tooMany ||
      error.message === 'password-expired';
    if (!isRefused)
      return new ProvctlError('transport.unreachable', { machine, detail: error.message }, error);
    return new ProvctlError(
      'transport.auth',
      {
        machine,
        user: this.#approach.login.user,
        tried: this.#authentication.tried || '-',
      },
      error,
    );
  }
}

/** SSH_DISCONNECT_PROTOCOL_ERROR, with which sshd says "Too many authentication failures". */
const tooMany = 2;
