import { defaults } from '../config/generated/defaults.ts';
import type { OperationResult } from '../model/operation.ts';
import type { ByteSource } from './byte-source.ts';

/** Something that the runner would not say; nothing after it is believed. */
export class Unexpected extends Error {}

/** Answers of one request. Each begins with the session's nonce and the request's number; stored ones with nothing. */
export class Answer {
  readonly source: ByteSource;
  readonly #prefix: string;

  constructor(source: ByteSource, prefix: string) {
    this.source = source;
    this.#prefix = prefix;
  }

  async words(): Promise<readonly string[]> {
    const words = this.begun(await this.lineText());
    if (words === null) throw new Unexpected('another-nonce');
    return words;
  }

  /** Null: the line does not begin an answer. */
  begun(line: string): readonly string[] | null {
    return line.startsWith(this.#prefix) ? line.slice(this.#prefix.length).split(' ') : null;
  }

  /** After whatever else the line holds: a shell's start-up files may have printed without ending their line. */
  begunWithin(line: string): readonly string[] | null {
    const at = line.indexOf(this.#prefix);
    return at < 0 ? null : this.begun(line.slice(at));
  }

  async lineText(): Promise<string> {
    return (await this.source.line(maxLineBytes)).toString('utf8');
  }

  /** Strings that each end with a NUL. */
  async strings(many: number): Promise<readonly string[]> {
    const given: string[] = [];
    for (let n = 0; n < many; n += 1) given.push((await this.source.until(0, maxLineBytes)).toString('utf8'));
    return given;
  }

  async bytes(size: number): Promise<Buffer> {
    if (size > defaults.transports.maxAnswerBytes) throw new Unexpected('too-many-bytes');
    return this.source.bytes(size);
  }
}

const maxLineBytes = 16_384;

export function whole(text: string | undefined): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw new Unexpected('not-a-number');
  return Number(text);
}

/** What every operation may come to; null: it is another word. */
export function plainResult(words: readonly string[]): OperationResult | null {
  const [kind, ...rest] = words;
  switch (kind) {
    case 'absent':
    case 'done':
    case 'skipped':
      return rest.length === 0 ? { kind } : null;
    case 'refused':
    case 'failed':
      return rest.length === 1 && /^[a-z-]{1,40}$/.test(rest[0] ?? '')
        ? { kind, reason: rest[0] ?? '' }
        : null;
    default:
      return null;
  }
}

/** One byte more than asked for is how the runner says that there was more. */
export async function exitedResult(
  answer: Answer,
  words: readonly string[],
  maxOutputBytes: number,
): Promise<OperationResult> {
  const [kind, status, late, outSize, errorSize] = words;
  if (kind !== 'exited' || words.length !== 5 || (late !== '0' && late !== '1'))
    throw new Unexpected('not-an-exit');
  const sizes = [whole(outSize), whole(errorSize)];
  if (sizes.some((size) => size > maxOutputBytes + 1)) throw new Unexpected('more-than-asked-for');
  const [stdout, stderr] = [await answer.bytes(sizes[0] ?? 0), await answer.bytes(sizes[1] ?? 0)];
  return {
    kind: 'exited',
    status: whole(status),
    timedOut: late === '1',
    stdout: stdout.subarray(0, maxOutputBytes).toString('utf8'),
    stderr: stderr.subarray(0, maxOutputBytes).toString('utf8'),
    truncated: sizes.some((size) => size > maxOutputBytes),
  };
}

/** The owner's directory cannot be made or written. */
export interface StateFailure {
  readonly kind: 'failed';
  readonly reason: string;
}

export function isStateFailure(answer: unknown): answer is StateFailure {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'failed';
}
