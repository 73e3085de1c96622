import { lives } from '../model/observed.ts';
import type { InstanceState } from '../model/plan.ts';
import { type Candidate, none } from './candidate.ts';
import { allowed, changeOf, type Decided, denied } from './change.ts';
import { classify } from './classify.ts';
import { fingerprint } from './fingerprint.ts';
import { matchesAny } from './select.ts';

/**
 * `start`, `stop`, `restart`, `reload` act on what is installed, as systemctl does, and on nothing else; they never
 * bring a new definition. Null: not installed yet, so a start is the ordinary first one.
 */
export function decideImperative(candidate: Candidate): Decided | null {
  const { imperative } = candidate.context.input.options;
  if (imperative === null) return null;
  if (!matchesAny(imperative.names, candidate.subject)) return allowed(none(candidate, 'excluded', ''));
  const { verb } = imperative;
  const found = classify(candidate.context, candidate.observed);
  if (found.kind !== 'managed') {
    if (found.kind !== 'absent' && found.kind !== 'running-orphan') return null;
    // It stands under another name or in another backend: only an apply moves it.
    if (candidate.renamed !== null || candidate.moves) return allowed(none(candidate, 'excluded', verb));
    return verb === 'stop' || verb === 'reload' ? allowed(none(candidate, 'not-installed', '')) : null;
  }
  const alive = lives(candidate.observed.run);
  switch (verb) {
    case 'start':
      return allowed(alive ? none(candidate, 'converged', '') : act(candidate, 'start'));
    case 'stop':
      return allowed(alive ? act(candidate, 'stop') : none(candidate, 'converged', ''));
    case 'restart':
      return allowed(act(candidate, 'restart'));
    case 'reload':
      return reload(candidate, alive);
  }
}

function reload(candidate: Candidate, alive: boolean): Decided {
  if (candidate.before.definition?.reload === undefined) {
    const change = none(candidate, 'unsupported', 'reload');
    return denied(change, 'unsupported', {
      field: 'reload',
      cause: 'no-reload',
      backend: candidate.subject.backend,
    });
  }
  return allowed(alive ? act(candidate, 'reload') : none(candidate, 'not-running', ''));
}

function act(candidate: Candidate, action: 'start' | 'stop' | 'restart' | 'reload'): Decided['change'] {
  const { subject, before, observed, context } = candidate;
  const after: InstanceState = { ...before, run: action === 'stop' ? 'stopped' : 'running' };
  return changeOf(subject, before, {
    action,
    reason: action === 'stop' ? 'stop-requested' : action === 'start' ? 'not-running' : 'replace-requested',
    after,
    fingerprint: fingerprint(observed, before.definition, context.files),
  });
}
