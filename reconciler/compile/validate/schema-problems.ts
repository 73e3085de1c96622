import { closest } from '../../model/closest.ts';
import { shapes } from '../generated/shapes.ts';
import type { SchemaError } from '../generated/validators.js';
import type { Report } from '../report.ts';
import type { Document, Path } from '../source/document.ts';
import { isMapping, valueAt } from '../source/document.ts';
import { isLaterField, laterValues } from './later.ts';
import type { Kind } from './resource.ts';

/** Definition → what is said of a text that it refuses. */
const badTexts: Readonly<Record<string, string>> = {
  name: 'bad-name',
  duration: 'bad-duration',
  size: 'bad-size',
  amount: 'bad-amount',
  account: 'bad-account',
  fileMode: 'bad-mode',
  labelValue: 'bad-label-value',
  labels: 'bad-label-name',
  ownerId: 'bad-owner-id',
  vars: 'bad-variable-name',
  address: 'bad-address',
  env: 'bad-env-name',
  secretName: 'bad-secret-name',
  sha256: 'bad-sha256',
  httpPath: 'bad-http-path',
  portReference: 'bad-name',
  directives: 'bad-directive-name',
  launchd: 'bad-plist-key',
};

/** The code for a text that the pattern of a definition refuses. */
export function badTextCode(definition: string): string | null {
  return badTexts[definition] ?? null;
}

const notOfType: Readonly<Record<string, string>> = {
  string: 'not-a-text',
  integer: 'not-a-whole-number',
  number: 'not-a-number',
  boolean: 'not-a-flag',
  array: 'not-a-list',
  object: 'not-a-mapping',
};

const notOfTypes: Readonly<Record<string, string>> = {
  envValue: 'not-a-text-or-secret',
  amount: 'bad-amount',
  portReference: 'not-a-port-reference',
};

/** Of one document; finding the places of a hundred thousand takes longer than reading them is worth. */
const enough = 200;

/** Says every schema error in a person's terms, at its place. */
export function reportSchemaErrors(
  kind: Kind,
  document: Document,
  errors: readonly SchemaError[],
  report: Report,
): void {
  for (const error of errors.slice(0, enough)) {
    // Which branch of a choice failed says nothing; that the choice is open says all.
    if (error.schemaPath.includes('/oneOf/') || error.keyword === 'propertyNames') continue;
    const path = pathOf(error.instancePath, document.value);
    new SchemaProblem(kind, document, path, report).say(error);
  }
}

class SchemaProblem {
  readonly #document: Document;
  readonly #path: Path;
  readonly #report: Report;
  readonly #definition: string;
  readonly #value: unknown;

  constructor(kind: Kind, document: Document, path: Path, report: Report) {
    this.#document = document;
    this.#path = path;
    this.#report = report;
    this.#definition = definitionAt(kind, path);
    this.#value = valueAt(document.value, path);
  }

  say(error: SchemaError): void {
    const { keyword, params } = error;
    if (keyword === 'required') this.#missing(String(params['missingProperty']));
    else if (keyword === 'additionalProperties') this.#unknownField(String(params['additionalProperty']));
    else if (keyword === 'oneOf') this.#choice();
    else if (keyword === 'type') this.#type([params['type']].flat().map(String));
    else if (keyword === 'enum') this.#enum([params['allowedValues']].flat());
    else if (keyword === 'pattern') this.#pattern(error);
    else this.#limit(error);
  }

  get #field(): string {
    return fieldName(this.#path);
  }

  #missing(field: string): void {
    const at = this.#document.place(this.#path, 'key');
    this.#report.error('missing-field', at, { field, in: this.#field || this.#definition });
  }

  #unknownField(field: string): void {
    const known = Object.keys(shapes[this.#definition]?.fields ?? {});
    const at = this.#document.place([...this.#path, field], 'key');
    const isLater = isLaterField(this.#definition, field);
    const values = isLater ? { field } : { field, in: this.#field || this.#definition, known };
    const suggestion = isLater ? null : closest(field, known);
    this.#report.error(isLater ? 'not-yet-field' : 'unknown-field', at, values, { suggestion });
  }

  #choice(): void {
    const choices = shapes[this.#definition]?.oneOf ?? [];
    const given = choices.filter((choice) => isMapping(this.#value) && Object.hasOwn(this.#value, choice));
    const [, second] = given;
    const at =
      second === undefined
        ? this.#document.place(this.#path, 'key')
        : this.#document.place([...this.#path, second], 'key');
    this.#report.error(given.length === 0 ? 'choice-missing' : 'choice-twice', at, {
      in: this.#field,
      choices,
      given,
    });
  }

  #type(wanted: readonly string[]): void {
    const value = this.#value;
    const [code, suggestion] = this.#wrongType(wanted, value);
    const values = { field: this.#field, value: shown(value) };
    this.#report.error(code, this.#document.place(this.#path), values, { suggestion });
  }

  #wrongType(wanted: readonly string[], value: unknown): readonly [code: string, suggestion: string | null] {
    if (value === null) return ['no-value', null];
    if (this.#definition === 'command' && typeof value === 'string') return ['command-is-text', null];
    if (isEmptyMappingOfOne(value) && wanted.includes('string')) return ['placeholder-not-quoted', null];
    if (typeof value === 'number' && (this.#definition === 'duration' || this.#definition === 'size'))
      return [badTextCode(this.#definition) ?? 'not-a-text', null];
    if ((typeof value === 'number' || typeof value === 'boolean') && wanted.includes('string'))
      return ['not-quoted', null];
    const only = wanted.length === 1 ? wanted[0] : undefined;
    if (only === 'boolean' && typeof value === 'string') return ['not-a-flag', meantFlag(value)];
    const code = only === undefined ? notOfTypes[this.#definition] : notOfType[only];
    return [code ?? 'not-a-plain-value', null];
  }

  #enum(choices: readonly unknown[]): void {
    // Of the wrong type at all: that is said already.
    if (typeof this.#value !== typeof choices[0]) return;
    const allowed = choices.map(String);
    const value = String(this.#value);
    const isLater = laterValues[this.#definition]?.includes(value) ?? false;
    const suggestion = isLater ? null : closest(value, allowed);
    const values = { field: this.#field, value, known: allowed };
    const code = isLater ? 'not-yet-value' : 'unknown-value';
    this.#report.error(code, this.#document.place(this.#path), values, { suggestion });
  }

  #pattern(error: SchemaError): void {
    const name = error.propertyName;
    const code = badTextCode(this.#definition) ?? 'bad-text';
    const at =
      name === undefined
        ? this.#document.place(this.#path)
        : this.#document.place([...this.#path, name], 'key');
    this.#report.error(code, at, { field: this.#field, value: name ?? String(this.#value) });
  }

  #limit(error: SchemaError): void {
    const limit = Number(error.params['limit'] ?? 0);
    const isNumber = error.keyword === 'minimum' || error.keyword === 'maximum';
    const values = { field: this.#field, limit, ...(isNumber ? { value: Number(this.#value) } : {}) };
    this.#report.error(limitCodes[error.keyword] ?? 'too-long', this.#document.place(this.#path), values);
  }
}

const limitCodes: Readonly<Record<string, string>> = {
  minItems: 'empty-list',
  minimum: 'too-small',
  maximum: 'too-large',
};

/** JSON pointer → path, with numbers where the value is a list. */
function pathOf(pointer: string, root: unknown): Path {
  const path: (string | number)[] = [];
  let at: unknown = root;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(at) ? Number(step) : step);
    at = valueAt(at, [step]);
  }
  return path;
}

/** The name of the definition that judges what stands at a path. */
export function definitionAt(kind: string, path: Path): string {
  let definition = kind;
  for (const step of path) {
    const shape = shapes[definition];
    const fields = shape?.fields;
    const field = fields !== undefined && Object.hasOwn(fields, step) ? fields[step] : undefined;
    definition = (typeof step === 'number' ? shape?.items : (field ?? shape?.values)) ?? '';
  }
  return definition;
}

/** `spec.checks[0].http` as people say it: without `spec`, as that is where nearly everything is. */
export function fieldName(path: Path): string {
  const steps = path.length > 1 && path[0] === 'spec' ? path.slice(1) : path;
  return steps
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

/** `{port}` without quotes is a mapping with one key that has no value. */
function isEmptyMappingOfOne(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length === 1 && Object.values(value)[0] === null;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  return (JSON.stringify(value) ?? '').slice(0, 80);
}

/** What a word of YAML 1.1 meant. */
function meantFlag(value: string): string | null {
  if (/^(?:yes|on|y)$/i.test(value)) return 'true';
  return /^(?:no|off|n)$/i.test(value) ? 'false' : null;
}
