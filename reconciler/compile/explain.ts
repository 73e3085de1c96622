import { closest } from '../model/closest.ts';
import { isMapping } from './source/document.ts';

/** What the schemas say of a field, as `provctl explain` shows it. */
export type Explained =
  | {
      readonly kind: 'found';
      /** As it is written in the schemas: `service.spec.rollout`. */
      readonly path: string;
      /** `string`, `[]object`, `map[string]string`, as kubectl says it. */
      readonly type: string;
      readonly description: string;
      readonly default: unknown;
      readonly choices: readonly unknown[];
      readonly examples: readonly unknown[];
      readonly fields: readonly ExplainedField[];
    }
  | {
      readonly kind: 'unknown';
      /** As far as it was understood; empty when not even the kind is known. */
      readonly path: string;
      readonly word: string;
      readonly known: readonly string[];
      readonly suggestion: string | null;
    };

export interface ExplainedField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default: unknown;
  readonly description: string;
}

type Schema = Readonly<Record<string, unknown>>;

/** Looks a dotted path up in the bundle (`schemas/provctl.schema.json`); lists and free keys are stepped through. */
export function explain(bundle: unknown, path: string): Explained {
  const definitions = mappingOf(bundle, 'definitions');
  const kinds = Object.keys(definitions).filter((name) => /^[A-Z]/.test(name));
  const [first = '', ...steps] = path.split('.').filter((step) => step !== '');
  const kind = kinds.find((name) => name.toLowerCase() === first.toLowerCase());
  if (kind === undefined) {
    const known = kinds.map((name) => name.toLowerCase());
    return { kind: 'unknown', path: '', word: first, known, suggestion: closest(first, known) };
  }
  const found = [kind.toLowerCase()];
  let schema = resolved({ $ref: `#/definitions/${kind}` }, definitions);
  for (const step of steps) {
    const next = below(schema, step.replace(/\[\d*\]$/, ''), definitions);
    if (next === null) return unknownStep(found.join('.'), step, schema, definitions);
    found.push(next.name);
    schema = next.schema;
  }
  return explained(found.join('.'), schema, definitions);
}

/** Every path that {@link explain} knows, for completion. */
export function explainablePaths(bundle: unknown): readonly string[] {
  const definitions = mappingOf(bundle, 'definitions');
  const paths: string[] = [];
  const visit = (path: string, schema: Schema, depth: number): void => {
    paths.push(path);
    if (depth > 8) return;
    const inner = innermost(schema, definitions);
    for (const [name, field] of Object.entries(mappingOf(inner, 'properties')))
      visit(`${path}.${name}`, resolved(field, definitions), depth + 1);
  };
  for (const [name, schema] of Object.entries(definitions))
    if (/^[A-Z]/.test(name)) visit(name.toLowerCase(), resolved(schema, definitions), 0);
  return paths.sort();
}

function below(
  schema: Schema,
  step: string,
  definitions: Schema,
): { readonly name: string; readonly schema: Schema } | null {
  const inner = innermost(schema, definitions);
  const fields = mappingOf(inner, 'properties');
  const name = Object.keys(fields).find((field) => field.toLowerCase() === step.toLowerCase());
  if (name !== undefined) return { name, schema: resolved(fields[name], definitions) };
  const values = inner['additionalProperties'];
  return isMapping(values) ? { name: step, schema: resolved(values, definitions) } : null;
}

function unknownStep(path: string, word: string, schema: Schema, definitions: Schema): Explained {
  const known = Object.keys(mappingOf(innermost(schema, definitions), 'properties'));
  return { kind: 'unknown', path, word, known, suggestion: closest(word, known) };
}

function explained(path: string, schema: Schema, definitions: Schema): Explained {
  const inner = innermost(schema, definitions);
  const required = listOf(inner['required']);
  return {
    kind: 'found',
    path,
    type: typeOf(schema, definitions),
    description: String(schema['description'] ?? ''),
    default: schema['default'],
    choices: listOf(schema['enum']),
    examples: listOf(schema['examples']),
    fields: Object.entries(mappingOf(inner, 'properties')).map(([name, field]) => {
      const target = resolved(field, definitions);
      return {
        name,
        type: typeOf(target, definitions),
        required: required.includes(name),
        default: target['default'],
        description: String(target['description'] ?? ''),
      };
    }),
  };
}

function typeOf(schema: Schema, definitions: Schema): string {
  const types = [schema['type']].flat().map(String);
  return types.map((type) => oneType(type, schema, definitions)).join(' | ');
}

function oneType(type: string, schema: Schema, definitions: Schema): string {
  if (type === 'array') {
    const items = resolved(schema['items'], definitions);
    // A value that may hold itself has no end to its type.
    return items === schema ? type : `[]${typeOf(items, definitions)}`;
  }
  const values = schema['additionalProperties'];
  const hasFields = Object.keys(mappingOf(schema, 'properties')).length > 0;
  if (type !== 'object' || hasFields || !isMapping(values)) return type;
  const target = resolved(values, definitions);
  return target === schema ? type : `map[string]${[target['type']].flat().map(String).join(' | ')}`;
}

/** The schema of the items of a list, through lists of lists. */
function innermost(schema: Schema, definitions: Schema): Schema {
  let inner = schema;
  while (inner['type'] === 'array') inner = resolved(inner['items'], definitions);
  return inner;
}

/** A reference with what stands beside it, which wins: a field says more than its type. */
function resolved(schema: unknown, definitions: Schema): Schema {
  if (!isMapping(schema)) return {};
  const name = typeof schema['$ref'] === 'string' ? schema['$ref'].replace('#/definitions/', '') : null;
  if (name === null) return schema;
  const { $ref: _reference, ...beside } = schema;
  const target = definitions[name];
  return Object.keys(beside).length === 0 && isMapping(target)
    ? target
    : { ...(isMapping(target) ? target : {}), ...beside };
}

function mappingOf(schema: unknown, key: string): Schema {
  const value = isMapping(schema) ? schema[key] : undefined;
  return isMapping(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
