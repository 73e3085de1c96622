/** The keywords that our fragments use. */
export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

export type Definitions = Readonly<Record<string, Schema>>;

export function definitionOf(schema: Schema): string | null {
  return schema.$ref?.replace('#/definitions/', '') ?? null;
}

/** The schemas right below one. */
export function children(schema: Schema): readonly Schema[] {
  return [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items === undefined ? [] : [schema.items]),
    ...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []),
  ];
}

/** A definition and all that it refers to, in the order in which they are met. */
export function definitionsUsedBy(name: string, definitions: Definitions): Record<string, Schema> {
  const used: Record<string, Schema> = {};
  const visit = (schema: Schema): void => {
    const reference = definitionOf(schema);
    if (reference !== null && used[reference] === undefined) {
      const definition = definitions[reference];
      if (definition === undefined) throw new Error(`There is no definition ${reference}`);
      used[reference] = definition;
      visit(definition);
    }
    for (const child of children(schema)) visit(child);
  };
  visit({ $ref: `#/definitions/${name}` });
  return used;
}

/** Only what decides: neither descriptions nor examples nor defaults. */
export function withoutProse(definitions: Definitions): Definitions {
  return JSON.parse(
    JSON.stringify(definitions, (key, value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || key === 'properties')
        return value;
      const { description, examples, default: fallback, title, ...rest } = value as Schema;
      return typeof description === 'string' || fallback !== undefined ? rest : value;
    }),
  ) as Definitions;
}

/** What TypeScript cannot say: ranges, patterns and choices. */
export function withoutLimits(definitions: Definitions): Definitions {
  const limits = new Set([
    'oneOf',
    'pattern',
    'propertyNames',
    'minimum',
    'maximum',
    'minItems',
    'maxItems',
    'maxLength',
    'maxProperties',
  ]);
  return JSON.parse(
    JSON.stringify(definitions, (key, value) => (limits.has(key) ? undefined : value)),
  ) as Definitions;
}

/** `"default": "{stop_timeout_ms}"` becomes the tunable's value, written as one would write it in that field. */
export function withDefaults(definitions: Definitions, tunables: readonly unknown[]): Definitions {
  const values: Record<string, unknown> = Object.assign({}, ...tunables);
  return JSON.parse(
    JSON.stringify(definitions, (key, value) => {
      const name =
        key === 'default' && typeof value === 'string' ? /^\{(\w+)\}$/.exec(value)?.[1] : undefined;
      if (name === undefined) return value;
      if (values[name] === undefined) throw new Error(`defaults.toml has no ${name}`);
      return asWritten(name, values[name]);
    }),
  ) as Definitions;
}

function asWritten(name: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (name.endsWith('_ms')) return duration(value);
  if (name.endsWith('_bytes')) return size(value);
  if (name.endsWith('_percent')) return `${value}%`;
  return value;
}

function duration(ms: number): string {
  if (ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

function size(bytes: number): string {
  if (bytes % 1_048_576 === 0) return `${bytes / 1_048_576}Mi`;
  return bytes % 1024 === 0 ? `${bytes / 1024}Ki` : String(bytes);
}
