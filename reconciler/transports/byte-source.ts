import type { Readable } from 'node:stream';

/** Thrown where bytes end before what was asked for. */
export class EndOfBytes extends Error {}
/** Thrown where a delimiter does not come within its limit. */
export class TooLong extends Error {}

const pauseAboveBytes = 1_048_576;

/** Bytes as they arrive, taken by line, by delimiter or by count; holds the sender back when nobody takes them. */
export class ByteSource {
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #ended = false;
  #wake: () => void = () => {};
  readonly #stream: Readable | null;

  constructor(stream: Readable | null) {
    this.#stream = stream;
    stream?.on('data', (chunk: Buffer) => this.push(chunk));
    for (const event of ['end', 'close', 'error']) stream?.on(event, () => this.end());
  }

  static of(bytes: Buffer): ByteSource {
    const source = new ByteSource(null);
    source.push(bytes);
    source.end();
    return source;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size > pauseAboveBytes) this.#stream?.pause();
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Nothing is left and nothing will come. */
  async isAtEnd(): Promise<boolean> {
    if (this.#size === 0 && !this.#ended) await this.#more();
    return this.#size === 0 && this.#ended;
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#size < count) await this.#next();
    return this.#take(count);
  }

  /** Without its line feed. */
  line(maxBytes: number): Promise<Buffer> {
    return this.until(0x0a, maxBytes);
  }

  async until(delimiter: number, maxBytes: number): Promise<Buffer> {
    let seen = 0;
    let chunk = 0;
    for (;;) {
      for (; chunk < this.#chunks.length; chunk += 1) {
        const bytes = this.#chunks[chunk] ?? Buffer.alloc(0);
        const at = bytes.indexOf(delimiter);
        if (at >= 0 && seen + at <= maxBytes) return this.#take(seen + at + 1).subarray(0, -1);
        seen += bytes.length;
        if (seen > maxBytes) throw new TooLong();
      }
      await this.#next();
    }
  }

  /** Everything from here on, as it comes. */
  async *rest(): AsyncGenerator<Uint8Array> {
    while (!(await this.isAtEnd())) yield this.#take(this.#size);
  }

  async #next(): Promise<void> {
    if (this.#ended) throw new EndOfBytes();
    await this.#more();
  }

  async #more(): Promise<void> {
    this.#stream?.resume();
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  #take(count: number): Buffer {
    const first = this.#chunks[0];
    this.#size -= count;
    if (first !== undefined && first.length > count) {
      this.#chunks[0] = first.subarray(count);
      return first.subarray(0, count);
    }
    const taken: Buffer[] = [];
    let left = count;
    while (left > 0) {
      const chunk = this.#chunks.shift() ?? Buffer.alloc(0);
      taken.push(chunk.subarray(0, left));
      if (chunk.length > left) this.#chunks.unshift(chunk.subarray(left));
      left -= Math.min(left, chunk.length);
    }
    return taken.length === 1 && taken[0] !== undefined ? taken[0] : Buffer.concat(taken, count);
  }
}
