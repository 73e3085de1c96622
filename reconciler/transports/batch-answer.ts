import type { BatchResult, Mutation, OperationResult } from '../model/operation.ts';
import { Answer, exitedResult, plainResult, type StateFailure, Unexpected, whole } from './answer.ts';
import { ByteSource } from './byte-source.ts';

/** What became of a batch; `failed` as the only word is why it could not even be spooled. */
export async function batchAnswer(
  answer: Answer,
  operations: readonly Mutation[] | null,
): Promise<BatchResult | StateFailure> {
  const words = await answer.words();
  const [kind, size] = words;
  if (kind === 'stored' && words.length === 2)
    return storedResult(await answer.bytes(whole(size)), operations);
  if ((kind === 'running' || kind === 'interrupted' || kind === 'unknown') && words.length === 1)
    return { kind };
  const result = plainResult(words);
  if (result?.kind === 'failed') return result;
  throw new Unexpected('not-about-a-batch');
}

/** The operations are not known when a batch of another run is read back. */
async function storedResult(bytes: Buffer, operations: readonly Mutation[] | null): Promise<BatchResult> {
  const answer = new Answer(ByteSource.of(bytes), '');
  const results: OperationResult[] = [];
  while (!(await answer.source.isAtEnd())) {
    const words = await answer.words();
    if (words[0] === 'superseded' && results.length === 0 && words.length === 4) {
      const [lease, epoch, sequence] = words.slice(1).map(whole);
      return {
        kind: 'superseded',
        by: { lease: lease ?? 0, epoch: epoch ?? 0, sequence: sequence ?? 0 },
      };
    }
    results.push(plainResult(words) ?? (await exited(answer, words, operations, results.length)));
  }
  if (operations !== null && results.length !== operations.length) throw new Unexpected('not-every-result');
  return { kind: 'ended', results };
}

function exited(
  answer: Answer,
  words: readonly string[],
  operations: readonly Mutation[] | null,
  at: number,
): Promise<OperationResult> {
  const operation = operations?.[at];
  if (operations !== null && operation?.kind !== 'exec') throw new Unexpected('not-a-command');
  return exitedResult(answer, words, operation?.kind === 'exec' ? operation.maxOutputBytes : bytesOf(words));
}

/** Read back by another run: the cap is not known, so what was stored is taken as it is. */
function bytesOf(words: readonly string[]): number {
  return Math.max(whole(words[3]), whole(words[4]));
}
