import type { Place } from '../../model/problem.ts';

export type Path = readonly (string | number)[];
export type Part = 'key' | 'value';

/** One resource as it was written: its value, and where each part of it stands. */
export interface Document {
  readonly file: string;
  readonly value: unknown;
  /**
   * Where a value, or the key it has, stands; the nearest thing around it when it is not written at all. `within`
   * narrows it to the first occurrence of a text in it, when there is one in the same line.
   */
  place(path: Path, part?: Part, within?: string): Place;
  has(path: Path): boolean;
  /** The desired-state folder (own or included) that paths written in the value at a path are relative to. */
  folderOf(path: Path): string;
}

export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** What stands at a path, never through a prototype. */
export function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[step];
  }
  return at;
}
