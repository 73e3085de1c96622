import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import { Answer, Unexpected } from './answer.ts';
import { ByteSource, EndOfBytes, TooLong } from './byte-source.ts';
import type { Line } from './line.ts';

export interface Asked<T> {
  /** What follows the request's number. */
  readonly words: string;
  readonly payload: readonly (string | Buffer)[];
  /** Written after the payload where the runner wants proof that it arrived whole. */
  readonly sealed: boolean;
  readonly timeoutMs: number;
  readonly take: (answer: Answer) => Promise<T>;
}

/**
 * Requests and answers over one line, in the order they were made. The nonce goes first on stdin, where no other
 * process can see it; what does not carry it is not an answer, and the first such thing ends the line.
 */
export class Conversation {
  readonly #machine: string;
  readonly #line: Line;
  readonly #source: ByteSource;
  readonly #nonce = randomBytes(16).toString('hex');
  #sequence = 0;
  #before: Promise<unknown> = Promise.resolve();
  #broken: ProvctlError | null = null;
  #waiting = 0;

  constructor(machine: string, line: Line, stateRoot: string | null) {
    this.#machine = machine;
    this.#line = line;
    this.#source = new ByteSource(line.stdout);
    // A line that is gone is heard on its other side.
    line.stdin.on('error', () => {});
    line.stdin.write(`${this.#nonce} ${stateRoot ?? ''}\n`);
  }

  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** What comes without a question. */
  hear<T>(timeoutMs: number, take: (answer: Answer) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#inTurn(0, timeoutMs, take, signal);
  }

  async ask<T>(asked: Asked<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#broken !== null) throw this.#lost(this.#broken);
    this.#sequence += 1;
    const sequence = this.#sequence;
    const { stdin } = this.#line;
    stdin.cork();
    stdin.write(`${sequence} ${asked.words}\n`);
    for (const part of asked.payload) if (part.length > 0) stdin.write(part);
    if (asked.sealed) stdin.write(`end ${sequence}\n`);
    stdin.uncork();
    return this.#inTurn(sequence, asked.timeoutMs, asked.take, signal);
  }

  /** Whatever comes after the last answer. */
  rest(): AsyncGenerator<Uint8Array> {
    return this.#source.rest();
  }

  #inTurn<T>(
    sequence: number,
    timeoutMs: number,
    take: (answer: Answer) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    this.#waiting += 1;
    const answered = this.#before.then(() => this.#take(sequence, timeoutMs, take));
    this.#before = answered.then(
      () => {
        this.#waiting -= 1;
      },
      () => {
        this.#waiting -= 1;
      },
    );
    return signal === undefined ? answered : unlessAborted(answered, signal);
  }

  async #take<T>(sequence: number, timeoutMs: number, take: (answer: Answer) => Promise<T>): Promise<T> {
    if (this.#broken !== null) throw this.#lost(this.#broken);
    const timer = globalThis.setTimeout(() => this.#break('lost', 'timeout'), timeoutMs);
    try {
      return await take(new Answer(this.#source, `${this.#nonce} ${sequence} `));
    } catch (error) {
      if (this.#broken !== null) throw this.#broken;
      if (error instanceof EndOfBytes) {
        const said = error.message === '' ? '' : `: ${error.message}`;
        throw this.#break('lost', `${await this.#ending()}${said}`, error);
      }
      if (error instanceof Unexpected || error instanceof TooLong)
        throw this.#break('protocol', error.message, error);
      throw this.#break('protocol', 'internal', error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** How it ended; a far end that went silent and stays is not waited for. */
  async #ending(): Promise<string> {
    const silence = new AbortController();
    const silent = setTimeout(defaults.transports.closeGraceMs, 'silent', { signal: silence.signal });
    silent.catch(() => {});
    const how = await Promise.race([this.#line.closed, silent]);
    silence.abort();
    return how;
  }

  #break(kind: 'lost' | 'protocol', detail: string, cause?: unknown): ProvctlError {
    this.#broken = new ProvctlError(`transport.${kind}`, { machine: this.#machine, detail }, cause);
    this.#line.close();
    this.#source.end();
    return this.#broken;
  }

  #lost(broken: ProvctlError): ProvctlError {
    return new ProvctlError('transport.lost', { machine: this.#machine, detail: broken.kind }, broken);
  }

  /** Lets the runner end by itself, which it does at the end of its input; closes the line when it does not. */
  async end(): Promise<void> {
    this.#broken ??= new ProvctlError('transport.lost', { machine: this.#machine, detail: 'closed' });
    this.#line.stdin.end();
    const timer = globalThis.setTimeout(
      () => this.#line.close(),
      this.isIdle ? defaults.transports.closeGraceMs : 0,
    );
    await this.#line.closed;
    clearTimeout(timer);
  }
}

/** The answer is still taken off the line when nobody waits for it any more. */
function unlessAborted<T>(answered: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    answered.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
