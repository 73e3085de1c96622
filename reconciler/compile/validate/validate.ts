import { closest } from '../../model/closest.ts';
import type { Fleet, Profile, Service, Stack } from '../generated/types.ts';
import {
  type Validator,
  validateFleet,
  validateProfile,
  validateService,
  validateStack,
} from '../generated/validators.js';
import type { Report } from '../report.ts';
import type { Document } from '../source/document.ts';
import { isMapping, valueAt } from '../source/document.ts';
import { type Kind, kinds, type Resource } from './resource.ts';
import { reportSchemaErrors } from './schema-problems.ts';

export const apiVersion = 'provctl.dev/v1';

export interface Resources {
  readonly stacks: readonly Resource<Stack>[];
  readonly profiles: readonly Resource<Profile>[];
  readonly fleets: readonly Resource<Fleet>[];
  readonly services: readonly Resource<Service>[];
  /** Every name that was written, also of resources that are wrong otherwise: they are not missing. */
  readonly names: Readonly<Record<Kind, ReadonlySet<string>>>;
}

const validators: Readonly<Record<Kind, Validator>> = {
  Stack: validateStack,
  Profile: validateProfile,
  Fleet: validateFleet,
  Service: validateService,
};

/** Sorts documents by kind, and reports all that their schemas refuse, and every name that is there twice. */
export function validate(documents: readonly Document[], report: Report): Resources {
  const valid: Record<Kind, Resource<never>[]> = { Stack: [], Profile: [], Fleet: [], Service: [] };
  const seen: Record<Kind, Map<string, Document>> = {
    Stack: new Map(),
    Profile: new Map(),
    Fleet: new Map(),
    Service: new Map(),
  };
  for (const document of documents) {
    const kind = kindOf(document, report);
    if (kind === null) continue;
    const name = valueAt(document.value, ['metadata', 'name']);
    const isNew = typeof name !== 'string' || isFirst(kind, name, document, seen[kind], report);
    const validator = validators[kind];
    if (!validator(document.value)) reportSchemaErrors(kind, document, validator.errors ?? [], report);
    else if (isNew) valid[kind].push({ document, name: String(name), value: document.value as never });
  }
  return {
    stacks: valid.Stack,
    profiles: valid.Profile,
    fleets: valid.Fleet,
    services: valid.Service,
    names: {
      Stack: new Set(seen.Stack.keys()),
      Profile: new Set(seen.Profile.keys()),
      Fleet: new Set(seen.Fleet.keys()),
      Service: new Set(seen.Service.keys()),
    },
  };
}

/** Null, with the reason reported, when it is no resource that this version knows. */
export function kindOf(document: Document, report: Report): Kind | null {
  const { value } = document;
  if (!isMapping(value)) {
    report.error('not-a-resource', document.place([]));
    return null;
  }
  const version = valueAt(value, ['apiVersion']);
  const kind = valueAt(value, ['kind']);
  if (version === undefined && kind === undefined) {
    report.error('not-a-resource', document.place([]));
    return null;
  }
  if (typeof version === 'string' && version !== apiVersion) {
    report.error('unknown-version', document.place(['apiVersion']), { version, known: apiVersion });
    return null;
  }
  if (kind === undefined) {
    report.error('no-kind', document.place([], 'key'), { known: kinds });
    return null;
  }
  const known = kinds.find((one) => one === kind);
  if (known === undefined) {
    const values = { kind: String(kind), known: kinds };
    report.error('unknown-kind', document.place(['kind']), values, {
      suggestion: closest(String(kind), kinds),
    });
  }
  return known ?? null;
}

function isFirst(
  kind: Kind,
  name: string,
  document: Document,
  seen: Map<string, Document>,
  report: Report,
): boolean {
  const first = seen.get(name);
  // That there is more than one stack is said by itself.
  if (first === undefined || kind === 'Stack') {
    seen.set(name, document);
    return true;
  }
  report.error(
    'duplicate-name',
    document.place(['metadata', 'name']),
    { kind, name },
    {
      related: [
        { at: document.place(['metadata', 'name']), text: '' },
        { at: first.place(['metadata', 'name']), text: '' },
      ],
    },
  );
  return false;
}
