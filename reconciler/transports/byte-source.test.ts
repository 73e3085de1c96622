import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteSource, EndOfBytes, TooLong } from './byte-source.ts';

describe('bytes as they arrive', () => {
  it('give the same lines and counts however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\n', ' '))),
        fc.array(fc.uint8Array({ maxLength: 30 })),
        fc.integer({ min: 1, max: 17 }),
        async (lines, blocks, size) => {
          const parts = [
            ...lines.map((line) => Buffer.from(`${line}\n`)),
            ...blocks.map((block) => Buffer.from(block)),
          ];
          const all = Buffer.concat(parts);
          const source = new ByteSource(null);
          for (let at = 0; at < all.length; at += size) source.push(all.subarray(at, at + size));
          source.end();
          for (const line of lines) expect((await source.line(1000)).toString()).toBe(line);
          for (const block of blocks) expect(await source.bytes(block.length)).toEqual(Buffer.from(block));
          expect(await source.isAtEnd()).toBe(true);
        },
      ),
    );
  });

  it('are waited for', async () => {
    const stream = new PassThrough();
    const source = new ByteSource(stream);
    const line = source.line(100);
    stream.write('hel');
    stream.write('lo\nrest');
    expect((await line).toString()).toBe('hello');
    stream.end();
    const rest: Uint8Array[] = [];
    for await (const chunk of source.rest()) rest.push(chunk);
    expect(Buffer.concat(rest).toString()).toBe('rest');
  });

  it('end where they end, and are no line without its end', async () => {
    await expect(ByteSource.of(Buffer.from('no end')).line(100)).rejects.toBeInstanceOf(EndOfBytes);
    await expect(ByteSource.of(Buffer.from('123')).bytes(4)).rejects.toBeInstanceOf(EndOfBytes);
    await expect(ByteSource.of(Buffer.from('12345\n')).line(4)).rejects.toBeInstanceOf(TooLong);
  });
});
