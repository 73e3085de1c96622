import { backendNames } from '../model/definition.ts';
import { definition } from '../model/definition-shape.ts';
import type { Amount } from '../model/desired.ts';
import { actions, denialCodes, hintCodes, reasonCodes } from '../model/plan.ts';
import {
  amount,
  digest,
  flag,
  listOf,
  object,
  oneOf,
  orNull,
  recordOf,
  type Shape,
  text,
} from '../model/shape.ts';

const share: Shape<Amount> = (value, path) => {
  const isCount = value !== null && typeof value === 'object' && 'count' in value;
  return isCount ? object({ count: amount })(value, path) : object({ percent: amount })(value, path);
};

const facts: Shape<string | number> = (value, path) =>
  typeof value === 'number' ? amount(value, path) : text(value, path);

const mark = object({
  owner: text,
  machineId: text,
  path: text,
  service: text,
  instance: text,
  release: text,
  specHash: text,
  restartHash: text,
  reloadHash: text,
  commit: text,
  protected: flag,
});

const state = object({
  release: orNull(text),
  definition: orNull(definition),
  mark: orNull(mark),
  path: orNull(text),
  digest: orNull(digest),
  run: text,
});

const place = object({ file: text, line: amount, column: amount, length: amount });

const change = object({
  address: text,
  machine: text,
  service: text,
  instance: text,
  backend: oneOf(backendNames),
  action: oneOf(actions),
  reason: oneOf(reasonCodes),
  detail: text,
  paths: listOf(object({ path: text, before: orNull(text), after: orNull(text), at: orNull(place) })),
  before: state,
  after: state,
  fingerprint: text,
  drift: flag,
  held: flag,
  waitsFor: listOf(text),
});

export const savedPlan = object({
  id: text,
  stack: object({
    name: text,
    ownerId: text,
    environment: text,
    prune: flag,
    maxPrune: share,
    renamedFrom: listOf(text),
  }),
  source: object({ commit: text, subject: text, branch: text, dirty: flag, shallow: flag }),
  machines: listOf(object({ machine: text, reached: flag, reason: text, machineId: text })),
  changes: listOf(change),
  denials: listOf(object({ code: oneOf(denialCodes), address: orNull(text), values: recordOf(facts) })),
  hints: listOf(object({ code: oneOf(hintCodes), values: recordOf(facts) })),
});

export const savedOptions = object({
  targets: listOf(text),
  excludes: listOf(text),
  replace: listOf(text),
  allowEmpty: flag,
  allowDirty: flag,
  takeOver: flag,
  destroy: flag,
  forget: listOf(text),
  adopt: listOf(text),
  refreshOnly: flag,
  imperative: orNull(object({ verb: oneOf(['start', 'stop', 'restart', 'reload']), names: listOf(text) })),
});
