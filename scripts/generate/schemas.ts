import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { parse } from 'smol-toml';
import type { GeneratedFile } from './generated-file.ts';
import { generatedFrom } from './generated-file.ts';
import { shapesModule } from './schema-shapes.ts';
import {
  type Definitions,
  definitionsUsedBy,
  type Schema,
  withDefaults,
  withoutLimits,
  withoutProse,
} from './schema-tree.ts';
import { validatorsDeclaration, validatorsModule } from './schema-validators.ts';

const fragments = 'reconciler/compile/schema';
const generated = 'reconciler/compile/generated';
export const kinds = ['Stack', 'Profile', 'Fleet', 'Service'] as const;
const draft = 'http://json-schema.org/draft-07/schema#';

/** Everything that is made of the schema fragments: schemas for editors and `explain`, types, validators, shapes. */
export async function generateSchemas(root: string): Promise<readonly GeneratedFile[]> {
  const definitions = readDefinitions(root);
  const header = generatedFrom(`${fragments}/*.json`);
  return [
    ...kinds.map((kind) => ({
      path: `schemas/${kind.toLowerCase()}.schema.json`,
      text: json(schemaOf(kind, definitions)),
    })),
    { path: 'schemas/provctl.schema.json', text: json(bundle(definitions)) },
    { path: `${generated}/types.ts`, text: header + (await types(definitions)) },
    { path: `${generated}/shapes.ts`, text: header + shapesModule(definitions) },
    { path: `${generated}/validators.js`, text: header + validatorsModule(withoutProse(definitions), kinds) },
    { path: `${generated}/validators.d.ts`, text: header + validatorsDeclaration(kinds) },
  ];
}

export function readDefinitions(root: string): Definitions {
  const defaults = parse(readFileSync(join(root, 'configs/defaults.toml'), 'utf8'));
  const merged: Record<string, Schema> = {};
  for (const name of readdirSync(join(root, fragments)).sort()) {
    if (!name.endsWith('.json')) continue;
    const fragment = JSON.parse(readFileSync(join(root, fragments, name), 'utf8')) as Definitions;
    for (const [definition, schema] of Object.entries(fragment)) {
      if (merged[definition] !== undefined) throw new Error(`${name}: ${definition} is defined twice`);
      merged[definition] = schema;
    }
  }
  return withDefaults(merged, [defaults['service'], defaults['stack']]);
}

function schemaOf(kind: string, definitions: Definitions): object {
  const { [kind]: own, ...used } = definitionsUsedBy(kind, definitions);
  return {
    $schema: draft,
    $id: `https://provctl.dev/schemas/${kind.toLowerCase()}.schema.json`,
    ...own,
    definitions: used,
  };
}

/** A document is judged by the schema of its kind alone, so that an editor's complaints are about that kind. */
function bundle(definitions: Definitions): object {
  return {
    $schema: draft,
    $id: 'https://provctl.dev/schemas/provctl.schema.json',
    title: 'provctl desired state',
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: { kind: { enum: kinds } },
    allOf: kinds.map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { $ref: `#/definitions/${kind}` },
    })),
    definitions: Object.fromEntries(
      kinds.flatMap((kind) => Object.entries(definitionsUsedBy(kind, definitions))),
    ),
  };
}

async function types(definitions: Definitions): Promise<string> {
  const schema = {
    title: 'Resource',
    oneOf: kinds.map((kind) => ({ $ref: `#/definitions/${kind}` })),
    definitions: withoutLimits(withoutProse(definitions)),
  };
  return await compile(schema as Parameters<typeof compile>[0], 'Resource', {
    bannerComment: '',
    additionalProperties: false,
    format: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '../..');
  for (const { path, text } of await generateSchemas(root)) writeFileSync(join(root, path), text);
}
