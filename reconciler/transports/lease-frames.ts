import { type Answer, plainResult, type StateFailure, Unexpected, whole } from './answer.ts';
import type { LeaseAnswer, LeaseRequest } from './session.ts';
import { count, nameWord, word } from './words.ts';

export function leaseRequest(
  owner: string,
  request: LeaseRequest,
): { readonly words: string; readonly payload: readonly string[] } {
  const lease = 'lease' in request ? count(request.lease ?? 0, 'lease') : 0;
  const life = 'lifeMs' in request ? count(request.lifeMs, 'lifeMs') : 0;
  const force = request.kind === 'take' && request.force ? 1 : 0;
  return {
    words: `lease ${nameWord(owner, 'owner')} ${request.kind} ${lease} ${life} ${force}`,
    payload: request.kind === 'take' ? [`${word(request.holder, /^[^\0\n]{1,200}$/, 'holder')}\n`] : [],
  };
}

export async function leaseAnswer(answer: Answer): Promise<LeaseAnswer | StateFailure> {
  const words = await answer.words();
  const [kind, lease, more] = words;
  if (kind === 'mine' && words.length === 3)
    return { kind: 'held-by-you', lease: whole(lease), epoch: whole(more) };
  if (kind === 'held' && words.length === 3) {
    const [holder = ''] = await answer.strings(1);
    return { kind: 'held', lease: whole(lease), holder, remainingMs: whole(more) };
  }
  if (kind === 'free' && words.length === 2) return { kind: 'free', lease: whole(lease) };
  const result = plainResult(words);
  if (result?.kind === 'failed') return result;
  throw new Unexpected('not-about-a-lease');
}
