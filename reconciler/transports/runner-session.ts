import type { Duplex } from 'node:stream';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { MachineFacts } from '../model/observed.ts';
import type { Batch, BatchResult, OperationResult, ReadOperation } from '../model/operation.ts';
import { isStateFailure, type StateFailure } from './answer.ts';
import { batchAnswer } from './batch-answer.ts';
import { batchRequest } from './batch-request.ts';
import { Conversation } from './conversation.ts';
import { helloAnswer } from './hello.ts';
import { leaseAnswer, leaseRequest } from './lease-frames.ts';
import type { Line } from './line.ts';
import { readAnswer } from './read-answer.ts';
import { readRequest } from './read-request.ts';
import type { LeaseAnswer, LeaseRequest, Session, SessionOptions } from './session.ts';
import { field, nameWord } from './words.ts';

/** What a transport gives: lines to a runner on that machine, and connections from there. */
export interface Reach {
  readonly machine: string;
  openLine(): Promise<Line>;
  dial(host: string, port: number, signal?: AbortSignal): Promise<Duplex>;
  /** What is below the lines ends with the session; nothing where there is nothing. */
  close?(): Promise<void>;
}

/** The session of every transport: frames over a line. */
export async function openSession(reach: Reach, options: SessionOptions): Promise<Session> {
  const { conversation, facts } = await greeted(reach, options.stateRoot, options.signal);
  return new RunnerSession(reach, conversation, facts);
}

async function greeted(
  reach: Reach,
  stateRoot: string | null,
  signal?: AbortSignal,
): Promise<{ readonly conversation: Conversation; readonly facts: MachineFacts }> {
  signal?.throwIfAborted();
  const root = stateRoot ?? '';
  if (root !== '' && !/^\/[^\0\n]*$/.test(root))
    throw new ProvctlError('operation.invalid', { field: 'stateRoot' });
  const line = await reach.openLine();
  const conversation = new Conversation(reach.machine, line, stateRoot);
  try {
    const facts = await conversation.hear(defaults.transports.helloTimeoutMs, helloAnswer, signal);
    return { conversation, facts };
  } catch (error) {
    line.close();
    if (!(error instanceof ProvctlError) || error.kind !== 'transport.lost') throw error;
    throw new ProvctlError('transport.unreachable', { ...error.context }, error);
  }
}

class RunnerSession implements Session {
  readonly facts: MachineFacts;
  readonly #reach: Reach;
  readonly #conversation: Conversation;

  constructor(reach: Reach, conversation: Conversation, facts: MachineFacts) {
    this.#reach = reach;
    this.#conversation = conversation;
    this.facts = facts;
  }

  async read(
    operations: readonly ReadOperation[],
    signal?: AbortSignal,
  ): Promise<readonly OperationResult[]> {
    const { questions, text, timeoutMs } = readRequest(operations);
    return this.#conversation.ask(
      {
        words: `read ${questions.length}`,
        payload: [text],
        sealed: false,
        timeoutMs: timeoutMs + defaults.transports.answerTimeoutMs,
        take: (answer) => readAnswer(answer, this.facts.bootId, questions, operations.length),
      },
      signal,
    );
  }

  async mutate(batch: Batch, signal?: AbortSignal): Promise<BatchResult> {
    const { words, sections } = batchRequest(batch);
    const result = await this.#conversation.ask(
      {
        words: `mutate ${words}`,
        payload: sections,
        sealed: true,
        timeoutMs: batch.maxLifeMs + defaults.transports.answerTimeoutMs,
        take: (answer) => batchAnswer(answer, batch.operations),
      },
      signal,
    );
    return this.#ofState(result);
  }

  async readBack(owner: string, batch: string): Promise<BatchResult> {
    const result = await this.#conversation.ask({
      words: `readback ${nameWord(owner, 'owner')} ${nameWord(batch, 'id')}`,
      payload: [],
      sealed: false,
      timeoutMs: defaults.transports.answerTimeoutMs,
      take: (answer) => batchAnswer(answer, null),
    });
    return this.#ofState(result);
  }

  async lease(owner: string, request: LeaseRequest): Promise<LeaseAnswer> {
    const answer = await this.#conversation.ask({
      ...leaseRequest(owner, request),
      sealed: false,
      timeoutMs: defaults.transports.answerTimeoutMs,
      take: leaseAnswer,
    });
    return this.#ofState(answer);
  }

  async *stream(argv: readonly string[], signal: AbortSignal): AsyncGenerator<Uint8Array> {
    if (signal.aborted) return;
    const { conversation } = await greeted(this.#reach, this.facts.stateRoot, signal);
    const stop = () => void conversation.end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await conversation.ask({
        words: `stream ${argv.length}`,
        payload: argv.map((argument) => field(argument, 'argv')),
        sealed: false,
        timeoutMs: defaults.transports.answerTimeoutMs,
        take: async (answer) => answer.words(),
      });
      for await (const chunk of conversation.rest()) {
        if (signal.aborted) return;
        yield chunk;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      await conversation.end();
    }
  }

  dial(host: string, port: number, signal?: AbortSignal): Promise<Duplex> {
    return this.#reach.dial(host, port, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#conversation.end();
    await this.#reach.close?.();
  }

  #ofState<T>(answer: T | StateFailure): T {
    if (!isStateFailure(answer)) return answer;
    throw new ProvctlError('transport.no-state', {
      machine: this.#reach.machine,
      path: this.facts.stateRoot,
    });
  }
}
