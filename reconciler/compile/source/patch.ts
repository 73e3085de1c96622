import type { Document, Part, Path } from './document.ts';
import { isMapping, valueAt } from './document.ts';

/**
 * JSON merge patch (RFC 7396). Members are defined, never assigned, so that no name can reach a prototype; the input
 * is left as it is.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMapping(patch)) return patch;
  const merged = new Map(Object.entries(isMapping(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** A document with a patch on it: what the patch set stands where the patch was written. */
export function patched(document: Document, patch: unknown, patchedBy: Document, at: Path): Document {
  const origin = (path: Path): { readonly from: Document; readonly path: Path } =>
    isSetBy(patch, path, document) ? { from: patchedBy, path: [...at, ...path] } : { from: document, path };
  return {
    file: document.file,
    value: mergePatch(document.value, patch),
    has: (path) => isSetBy(patch, path, document) || document.has(path),
    folderOf: (path) => {
      const found = origin(path);
      return found.from.folderOf(found.path);
    },
    place: (path: Path, part?: Part, within?: string) => {
      const found = origin(path);
      return found.from.place(found.path, part, within);
    },
  };
}

/** Mappings are merged, so one that was there before is still the document's; everything else is the patch's. */
function isSetBy(patch: unknown, path: Path, document: Document): boolean {
  let value: unknown = patch;
  for (const [depth, step] of path.entries()) {
    if (!isMapping(value)) return depth > 0;
    if (!Object.hasOwn(value, step)) return false;
    value = valueAt(value, [step]);
  }
  return !isMapping(value) || !document.has(path);
}
