import type { Definition } from '../model/definition.ts';
import { ProvctlError } from '../model/error.ts';
import type { Json } from '../model/json.ts';
import type { Change, InstanceState, Plan } from '../model/plan.ts';
import { shaped } from '../model/shape.ts';
import { noOptions, type PlanOptions } from './input.ts';
import { savedOptions, savedPlan } from './saved-shape.ts';
import { countsOf } from './summary.ts';

/** What was planned, and how: an apply of it plans again in the same way and compares. */
export interface SavedPlan {
  readonly plan: Plan;
  readonly options: PlanOptions;
}

/**
 * A plan as JSON: without what stays as it is, and without secrets, even as digests. A consumer ignores members that it
 * does not know; the major number of `format_version` changes when others change their meaning.
 */
export function toSaved(plan: Plan, options: PlanOptions = noOptions): Json {
  const { formatVersion, changes, ...rest } = plan;
  const shown = changes.filter(isKept).map(withoutDigests);
  const document = {
    format_version: formatVersion,
    ...rest,
    options,
    summary: countsOf(plan),
    changes: shown,
  };
  return document as unknown as Json;
}

/** @throws ProvctlError `plan.unreadable`, `plan.newer`, `plan.too-large`: nothing of it is believed half. */
export function fromSaved(content: string, maxCharacters: number): SavedPlan {
  if (content.length > maxCharacters) throw new ProvctlError('plan.too-large', { limit: maxCharacters });
  const document = parsed(content);
  const version: unknown = Reflect.get(document, 'format_version');
  if (typeof version !== 'string' || !/^\d+\.\d+$/.test(version)) {
    throw unreadable('format_version', '1.0');
  }
  if (!version.startsWith('1.')) throw new ProvctlError('plan.newer', { found: version, known: '1.0' });
  const plan = shaped(savedPlan, document, 'plan', unreadable);
  const options = shaped(savedOptions, Reflect.get(document, 'options'), 'options', unreadable);
  return { plan: { formatVersion: '1.0', ...plan }, options };
}

function parsed(content: string): object {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch (error) {
    throw new ProvctlError('plan.unreadable', { path: 'plan', expected: 'JSON' }, error);
  }
  if (document === null || typeof document !== 'object') {
    throw unreadable('plan', 'object');
  }
  return document;
}

function unreadable(path: string, expected: string): ProvctlError {
  return new ProvctlError('plan.unreadable', { path, expected });
}

function isKept(change: Change): boolean {
  return change.action !== 'none' || change.held;
}

function withoutDigests(change: Change): Change {
  return { ...change, before: withoutDigest(change.before), after: withoutDigest(change.after) };
}

function withoutDigest(state: InstanceState): InstanceState {
  const { definition } = state;
  if (definition === null) return state;
  const hasSecrets = Object.values(definition.env).some((value) => typeof value !== 'string');
  return hasSecrets ? { ...state, definition: blank(definition) } : state;
}

function blank(definition: Definition): Definition {
  const env = Object.entries(definition.env).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : { secret: value.secret, digest: '' },
  ]);
  return { ...definition, env: Object.fromEntries(env) };
}
