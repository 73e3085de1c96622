/**
 * Reads one value of an untrusted document (a saved plan, a ledger, a mark), or says where it is not what it must be. Members that a shape does not know
 * are dropped: a later minor version may add some.
 */
export type Shape<T> = (value: unknown, path: string) => T;

export type Shaped<S> = S extends Shape<infer T> ? T : never;

export interface Bounds {
  readonly maxTextCharacters: number;
  readonly maxItems: number;
}

/** Far beyond what a plan needs, and small enough that no document can hurt. */
const bounds: Bounds = { maxTextCharacters: 1_048_576, maxItems: 1_000_000 };

/** Whose document it is, and so what is to be said, is for the caller to know. `expected`: a word of JSON, or words of ours. */
class Misshapen extends Error {
  readonly path: string;
  readonly expected: string;
  constructor(path: string, expected: string) {
    super(`${path}: ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}

export function wrong(path: string, expected: string): never {
  throw new Misshapen(path, expected);
}

/** The value in that shape. @throws what `refusal` makes of the first place where it is not. */
export function shaped<T>(
  shape: Shape<T>,
  value: unknown,
  path: string,
  refusal: (path: string, expected: string) => Error,
): T {
  try {
    return shape(value, path);
  } catch (error) {
    throw error instanceof Misshapen ? refusal(error.path, error.expected) : error;
  }
}

export const text: Shape<string> = (value, path) =>
  typeof value === 'string' && value.length <= bounds.maxTextCharacters ? value : wrong(path, 'string');

export const flag: Shape<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : wrong(path, 'boolean');

export const amount: Shape<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : wrong(path, 'number');

export const whole: Shape<number> = (value, path) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : wrong(path, 'integer');

export const digest: Shape<string> = (value, path) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : wrong(path, 'sha256');

export function oneOf<const Words extends readonly string[]>(words: Words): Shape<Words[number]> {
  return (value, path) => words.find((word) => word === value) ?? wrong(path, words.join(', '));
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null ? null : shape(value, path));
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > bounds.maxItems) return wrong(path, 'array');
    return value.map((item, index) => shape(item, `${path}[${index}]`));
  };
}

export function recordOf<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, path) => {
    const entries = Object.entries(members(value, path));
    return Object.fromEntries(entries.map(([key, item]) => [key, shape(item, `${path}.${key}`)]));
  };
}

type Members = Readonly<Record<string, Shape<unknown>>>;
type Read<M extends Members> = { readonly [Key in keyof M]: Shaped<M[Key]> };

export function object<const M extends Members>(shapes: M): Shape<Read<M>> {
  return (value, path) => {
    const given = members(value, path);
    const read: Record<string, unknown> = {};
    for (const [key, shape] of Object.entries(shapes)) {
      read[key] = shape(Object.hasOwn(given, key) ? given[key] : undefined, `${path}.${key}`);
    }
    return read as Read<M>;
  };
}

/** Members that may be missing; they are then missing in the result too. */
export function withOptional<const M extends Members, const O extends Members>(
  required: M,
  optional: O,
): Shape<Read<M> & Partial<Read<O>>> {
  const whole = object(required);
  return (value, path) => {
    const given = members(value, path);
    const present = Object.entries(optional).filter(([key]) => Object.hasOwn(given, key));
    const rest = object(Object.fromEntries(present))(value, path);
    return { ...whole(value, path), ...(rest as Partial<Read<O>>) };
  };
}

function members(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return wrong(path, 'object');
  return value as Readonly<Record<string, unknown>>;
}
