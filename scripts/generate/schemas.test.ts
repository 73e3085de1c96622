import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { badTextCode } from '../../reconciler/compile/validate/schema-problems.ts';
import type { Schema } from './schema-tree.ts';
import { generateSchemas, kinds, readDefinitions } from './schemas.ts';

const root = join(import.meta.dirname, '../..');
const definitions = readDefinitions(root);
let schemas: ReadonlyMap<string, string>;

beforeAll(async () => {
  schemas = new Map((await generateSchemas(root)).map(({ path, text }) => [path, text]));
});

describe('the schemas', () => {
  it('say of every field what it is and how it looks', () => {
    const lacking = Object.entries(definitions).flatMap(([name, schema]) => [
      ...silent(name, schema),
      ...Object.entries(schema.properties ?? {}).flatMap(([field, value]) =>
        value.$ref === undefined ? silent(`${name}.${field}`, value) : [],
      ),
    ]);
    expect(lacking).toEqual([]);
  });

  it('accept every example and every default that they show', () => {
    const ajv = new Ajv({ strict: false });
    ajv.addSchema({ $id: 'provctl', definitions });
    const wrong: string[] = [];
    const judge = (of: string, schema: Schema, reference: string): void => {
      const validate = ajv.compile({ $ref: `provctl#/definitions/${reference}` });
      const values = [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])];
      for (const value of values) if (!validate(value)) wrong.push(`${of}: ${JSON.stringify(value)}`);
    };
    for (const [name, schema] of Object.entries(definitions)) {
      judge(name, schema, name);
      for (const [field, value] of Object.entries(schema.properties ?? {})) {
        const reference = value.$ref?.replace('#/definitions/', '');
        if (reference !== undefined) judge(`${name}.${field}`, value, reference);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('stand by themselves, one for each kind, and together in one bundle', () => {
    for (const name of [...kinds.map((kind) => kind.toLowerCase()), 'provctl']) {
      const schema = JSON.parse(schemas.get(`schemas/${name}.schema.json`) ?? '{}') as { $id: string };
      expect(schema.$id).toContain(name);
      expect(() => new Ajv({ strict: false }).compile(schema)).not.toThrow();
    }
  });

  it('tell an editor by the kind which one is meant', () => {
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(schemas.get('schemas/provctl.schema.json') ?? ''),
    );
    const service = definitions['Service']?.examples?.[0] as Record<string, unknown>;
    expect(validate(service)).toBe(true);
    expect(validate({ ...service, kind: 'Fleet' })).toBe(false);
    expect(validate({ ...service, kind: 'Other' })).toBe(false);
  });

  it('have words for every text that a pattern refuses', () => {
    const withPattern = Object.entries(definitions)
      .filter(([, schema]) => schema.pattern !== undefined || schema.propertyNames !== undefined)
      .map(([name]) => name);
    expect(withPattern.filter((name) => badTextCode(name) === null)).toEqual([]);
  });
});

function silent(name: string, schema: Schema): readonly string[] {
  const hasWords = (schema.description ?? '').length > 3 && (schema.examples ?? []).length > 0;
  return hasWords ? [] : [name];
}
