import type { OperationResult } from '../model/operation.ts';
import { type Answer, exitedResult, plainResult, Unexpected, whole } from './answer.ts';
import type { Question } from './read-request.ts';

/** The results of a read, aligned with its operations. */
export async function readAnswer(
  answer: Answer,
  bootId: string,
  questions: readonly Question[],
  operations: number,
): Promise<readonly OperationResult[]> {
  const results: (OperationResult | undefined)[] = Array.from({ length: operations });
  for (const question of questions) {
    switch (question.kind) {
      case 'files':
        await files(answer, question.files, results);
        break;
      case 'digest': {
        const before = results[question.at];
        const earlier = before?.kind === 'digests' ? before.digests : [];
        results[question.at] = {
          kind: 'digests',
          digests: [...earlier, ...(await digests(answer, question.paths))],
        };
        break;
      }
      case 'list':
        results[question.at] = await names(answer);
        break;
      case 'identity':
        results[question.at] = identity(await answer.words(), bootId);
        break;
      case 'exec':
        results[question.at] = await exitedResult(answer, await answer.words(), question.maxOutputBytes);
        break;
    }
  }
  const [end, ...more] = await answer.words();
  if (end !== 'end' || more.length > 0) throw new Unexpected('no-end');
  return results.map((result) => {
    if (result === undefined) throw new Unexpected('no-answer');
    return result;
  });
}

async function files(
  answer: Answer,
  asked: readonly { readonly at: number; readonly maxBytes: number }[],
  results: (OperationResult | undefined)[],
): Promise<void> {
  const sizes = new Map<number, number>();
  for (const { at, maxBytes } of asked) {
    const words = await answer.words();
    if (words[0] === 'file' && words.length === 2) {
      const size = whole(words[1]);
      if (size > maxBytes + 1) throw new Unexpected('more-than-asked-for');
      sizes.set(at, size);
    } else results[at] = plain(words, ['absent', 'failed']);
  }
  for (const { at, maxBytes } of asked) {
    const size = sizes.get(at);
    if (size === undefined) continue;
    const content = await answer.bytes(size);
    results[at] = { kind: 'file', content: content.subarray(0, maxBytes), truncated: size > maxBytes };
  }
}

/** As sha256sum prints them: it puts a backslash first where it had to escape the name. */
async function digests(answer: Answer, paths: readonly string[]): Promise<readonly (string | null)[]> {
  const [kind, ...more] = await answer.words();
  if (kind !== 'digests' || more.length > 0) throw new Unexpected('no-digests');
  const found = new Map<string, string>();
  for (let line = await answer.lineText(); ; line = await answer.lineText()) {
    const words = answer.begun(line);
    if (words !== null) {
      if (words.length !== 1 || words[0] !== 'end') throw new Unexpected('no-end-of-digests');
      return paths.map((path) => found.get(path) ?? null);
    }
    const match = /^(\\?)([0-9a-f]{64}) [ *](.*)$/.exec(line);
    if (match === null || found.size >= paths.length) throw new Unexpected('not-a-digest');
    const [, escaped, digest = '', name = ''] = match;
    found.set(
      escaped === '' ? name : name.replaceAll(/\\([\\rn])/g, (_, letter) => unescaped(letter)),
      digest,
    );
  }
}

function unescaped(letter: string): string {
  return { n: '\n', r: '\r' }[letter] ?? letter;
}

/** More names than this are not a directory of ours. */
const maxNames = 100_000;

async function names(answer: Answer): Promise<OperationResult> {
  const words = await answer.words();
  if (words[0] !== 'names' || words.length > 1) return plain(words, ['absent', 'failed']);
  const given: string[] = [];
  for (;;) {
    const [name = ''] = await answer.strings(1);
    if (name === '') return { kind: 'names', names: given.sort() };
    if (!name.startsWith('/') || given.length >= maxNames) throw new Unexpected('not-a-name');
    // What a put has in hand beside its place is not there yet.
    if (!name.startsWith('/.provctl-')) given.push(name.slice(1));
  }
}

function identity(words: readonly string[], bootId: string): OperationResult {
  const [kind, pid, start, group, state, ...more] = words;
  if (kind !== 'identity') return plain(words, ['absent']);
  if (start === undefined || start === '' || state === undefined || more.length > 0)
    throw new Unexpected('not-an-identity');
  return {
    kind: 'identity',
    process: { bootId, pid: whole(pid), start },
    group: whole(group),
    zombie: state.startsWith('Z'),
  };
}

function plain(words: readonly string[], kinds: readonly OperationResult['kind'][]): OperationResult {
  const result = plainResult(words);
  if (result === null || !kinds.includes(result.kind)) throw new Unexpected('another-answer');
  return result;
}
