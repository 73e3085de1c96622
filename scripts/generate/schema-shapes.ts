import { type Definitions, definitionOf, type Schema } from './schema-tree.ts';

/**
 * What errors, `fmt` and places need to know of the schemas, without their prose: for each definition its fields in
 * order, and which definition each value has.
 */
export function shapesModule(definitions: Definitions): string {
  const lines = Object.entries(definitions).flatMap(([name, schema]) => {
    const shape = shapeOf(name, schema);
    return Object.keys(shape).length === 0 ? [] : [`  ${name}: ${JSON.stringify(shape)},`];
  });
  return `
export interface Shape {
  /** Field → definition, in the order to write them in. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Definition of each item of a list. */
  readonly items?: string;
  /** Definition of each value of a mapping with free keys. */
  readonly values?: string;
  /** Exactly one of these must be there. */
  readonly oneOf?: readonly string[];
}

export const shapes: Readonly<Record<string, Shape>> = {
${lines.join('\n')}
};
`;
}

function shapeOf(name: string, schema: Schema): object {
  const fields = Object.entries(schema.properties ?? {});
  const values = schema.additionalProperties;
  return {
    ...(fields.length === 0
      ? {}
      : {
          fields: Object.fromEntries(
            fields.map(([field, value]) => [field, definitionOf(value) ?? `${name}.${field}`]),
          ),
        }),
    ...(schema.items === undefined ? {} : { items: definitionOf(schema.items) }),
    ...(typeof values === 'object' ? { values: definitionOf(values) } : {}),
    ...(schema.oneOf === undefined ? {} : { oneOf: schema.oneOf.map((branch) => branch.required?.[0]) }),
  };
}
