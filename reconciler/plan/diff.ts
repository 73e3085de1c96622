import { type Definition, type EnvValue, installedPart, type ManagedFile } from '../model/definition.ts';
import { canonicalJson } from '../model/json.ts';
import type { ChangedPath } from '../model/plan.ts';
import type { Place } from '../model/problem.ts';
import { shownDigest, shownEnv, shownValue, specField } from './shown.ts';

type Places = Readonly<Record<string, Place>>;
/** Path → shown value, and what is compared: two secrets are shown alike and may still differ. */
type Flat = Map<string, { readonly shown: string; readonly compared: string }>;

/** Names are identity, not content; they are in the address. */
const notShown = new Set(['service', 'instance']);

/** Structural difference of what is installed, as dotted paths of the spec. */
export function changedPaths(
  before: Definition | null,
  after: Definition | null,
  places: Places,
): readonly ChangedPath[] {
  if (before === null || after === null) return [];
  const old = flatten(before);
  const wanted = flatten(after);
  const changed: ChangedPath[] = [];
  for (const path of [...new Set([...old.keys(), ...wanted.keys()])].sort()) {
    const was = old.get(path);
    const is = wanted.get(path);
    if (was?.compared === is?.compared) continue;
    const field = path.split('.', 1)[0] ?? path;
    const at = Object.hasOwn(places, field) ? (places[field] ?? null) : null;
    changed.push({ path, before: was?.shown ?? null, after: is?.shown ?? null, at });
  }
  return changed;
}

function flatten(definition: Definition): Flat {
  const flat: Flat = new Map();
  for (const [field, value] of Object.entries(installedPart(definition))) {
    if (value === undefined || notShown.has(field)) continue;
    if (field === 'env') flattenEnv(flat, definition.env);
    else if (field === 'files') flattenFiles(flat, definition.files);
    else flattenValue(flat, '', field, value);
  }
  return flat;
}

function flattenEnv(flat: Flat, env: Readonly<Record<string, EnvValue>>): void {
  for (const [name, value] of Object.entries(env)) {
    // Another name of a secret with the same value changes nothing; the digest is what tells.
    const compared = typeof value === 'string' ? `=${value}` : `#${value.digest}`;
    flat.set(`env.${name}`, { shown: shownEnv(value), compared });
  }
}

function flattenFiles(flat: Flat, files: readonly ManagedFile[]): void {
  for (const file of files) {
    flat.set(`files.${file.path}`, { shown: shownDigest(file), compared: file.digest });
    const { path: _path, digest: _digest, ...rest } = file;
    for (const [field, value] of Object.entries(rest)) {
      if (value !== undefined) flattenValue(flat, `files.${file.path}.`, field, value);
    }
  }
}

function flattenValue(flat: Flat, prefix: string, field: string, value: unknown): void {
  const path = `${prefix}${specField(field)}`;
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const [member, inner] of Object.entries(value)) {
      if (inner !== undefined) flattenValue(flat, `${path}.`, member, inner);
    }
    return;
  }
  flat.set(path, { shown: shownValue(field, value), compared: canonicalJson(value) });
}
