import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import type { Definitions } from './schema-tree.ts';

/**
 * Validators as plain JavaScript, so that validating needs neither ajv nor its compiler at run time (a fifth of a
 * second of start-up). `unicode: false` counts UTF-16 units: the other way needs a run-time module of ajv.
 */
export function validatorsModule(definitions: Definitions, kinds: readonly string[]): string {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    messages: false,
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addSchema({ $id: 'provctl', definitions });
  const references = Object.fromEntries(
    kinds.map((kind) => [`validate${kind}`, `provctl#/definitions/${kind}`]),
  );
  const code = standalone.default(ajv, references);
  if (/\brequire\(/.test(code)) throw new Error('A validator needs a run-time module of ajv');
  return code;
}

export function validatorsDeclaration(kinds: readonly string[]): string {
  const lines = kinds.map((kind) => `export const validate${kind}: Validator;`);
  return `
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key that propertyNames refuses. */
  readonly propertyName?: string;
}

export interface Validator {
  (data: unknown): boolean;
  /** Of the last call. */
  errors: readonly SchemaError[] | null;
}

${lines.join('\n')}
`;
}
