import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import { defaults } from '../../config/generated/defaults.ts';
import { ProvctlError } from '../../model/error.ts';
import type { Line } from '../line.ts';
import { channelLine } from './channel-line.ts';
import type { SshTiming } from './settings.ts';

/** An authenticated connection to a verified host. */
export class Connection implements AsyncDisposable {
  readonly ended: Promise<void>;
  readonly #machine: string;
  readonly #client: Client;
  readonly #timing: SshTiming;
  #failure = '';

  constructor(machine: string, client: Client, timing: SshTiming) {
    this.#machine = machine;
    this.#client = client;
    this.#timing = timing;
    // It may fail more than once, and without a listener each would end the process.
    client.on('error', (error) => {
      this.#failure ||= error.level ?? error.message;
    });
    this.ended = new Promise((resolve) => {
      client.once('close', () => resolve());
    });
  }

  get failure(): string {
    return this.#failure;
  }

  /** `begin` is what must be said before the command listens to us. */
  async openLine(command: string, begin?: (channel: ClientChannel) => Promise<void>): Promise<Line> {
    const channel = await this.#channel((answer) => this.#client.exec(command, answer));
    try {
      await begin?.(channel);
    } catch (error) {
      channel.close();
      throw error;
    }
    return channelLine(channel, this);
  }

  /** From the machine: sshd connects for us. */
  async dial(host: string, port: number, signal?: AbortSignal): Promise<Duplex> {
    signal?.throwIfAborted();
    try {
      return await this.#channel(
        (answer) => this.#client.forwardOut('127.0.0.1', 0, host, port, answer),
        signal,
      );
    } catch (error) {
      if (!(error instanceof ProvctlError) || error.kind !== 'transport.no-channel') throw error;
      const { machine, reason } = error.context;
      const kind = reason === connectFailed ? 'transport.refused' : 'transport.no-connection';
      throw new ProvctlError(kind, { machine, host, port }, error);
    }
  }

  /** At once and without a word: the far end does not answer any more. */
  destroy(): void {
    this.#client.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.end();
    const grace = new AbortController();
    const late = wait(defaults.transports.closeGraceMs, undefined, { signal: grace.signal });
    await Promise.race([this.ended, late.then(() => this.destroy())]);
    grace.abort();
    late.catch(() => {});
  }

  /** ssh2 waits for an answer for ever, and throws where the connection is gone already. */
  #channel(
    open: (answer: (error: Error | undefined, channel: ClientChannel) => void) => void,
    signal?: AbortSignal,
  ): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const machine = this.#machine;
      const stop = () => reject(signal?.reason);
      const timeoutMs = this.#timing.channelMs;
      const timer = setTimeout(() => {
        reject(new ProvctlError('transport.timeout', { machine, step: 'channel', timeoutMs }));
        this.destroy();
      }, timeoutMs);
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        open((error, channel) => {
          settle();
          if (error === undefined && signal?.aborted === true) channel.close();
          else if (error === undefined) resolve(channel);
          else reject(channelFailure(machine, error));
        });
      } catch (error) {
        settle();
        reject(new ProvctlError('transport.lost', { machine, detail: 'closed' }, error));
      }
    });
  }
}

/** RFC 4254 §5.1: SSH_OPEN_CONNECT_FAILED. */
const connectFailed = 2;

function channelFailure(machine: string, error: Error): ProvctlError {
  const reason = 'reason' in error && typeof error.reason === 'number' ? error.reason : undefined;
  if (reason === undefined) return new ProvctlError('transport.lost', { machine, detail: 'closed' }, error);
  return new ProvctlError('transport.no-channel', { machine, reason }, error);
}
