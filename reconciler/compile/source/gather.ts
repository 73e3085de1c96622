import type { Limits } from '../options.ts';
import type { Report } from '../report.ts';
import { inRepository } from '../values/path.ts';
import type { Document, Path } from './document.ts';
import { isMapping, valueAt } from './document.ts';
import type { Loader } from './load.ts';
import { patched } from './patch.ts';

/** Everything that belongs to a stack: its own documents and the included ones, with all patches on them. */
export interface Gathered {
  readonly documents: readonly Document[];
  /** Raw `spec.vars` of every stack, the including one last. */
  readonly vars: readonly Readonly<Record<string, unknown>>[];
  /** Stacks of included folders: checked, but no stacks of this state. */
  readonly lent: readonly Document[];
}

interface Patch {
  readonly by: Document;
  readonly index: number;
}

/** The Stack of an included folder lends its variables, includes and patches; it is no stack of this state. */
export function gather(folder: string, loader: Loader, limits: Limits, report: Report): Gathered {
  const gatherer = new Gatherer(loader, limits, report);
  const documents = gatherer.visit(folder, null, [folder]);
  return {
    documents: applyPatches(documents, gatherer.patches, loader.complete, report),
    vars: gatherer.vars,
    lent: gatherer.lent,
  };
}

class Gatherer {
  readonly patches: Patch[] = [];
  readonly lent: Document[] = [];
  readonly vars: Readonly<Record<string, unknown>>[] = [];
  readonly #loader: Loader;
  readonly #limits: Limits;
  readonly #report: Report;
  readonly #visited = new Set<string>();

  constructor(loader: Loader, limits: Limits, report: Report) {
    this.#loader = loader;
    this.#limits = limits;
    this.#report = report;
  }

  visit(
    folder: string,
    includedBy: { readonly document: Document; readonly path: Path } | null,
    chain: readonly string[],
  ): readonly Document[] {
    this.#visited.add(folder);
    const documents = this.#loader.folder(folder);
    if (documents.length === 0 && includedBy !== null && this.#loader.complete)
      this.#report.error('include-empty', includedBy.document.place(includedBy.path), { folder });
    const stacks = documents.filter((document) => valueAt(document.value, ['kind']) === 'Stack');
    const included = stacks.flatMap((stack) => this.#includes(stack, folder, chain));
    for (const stack of stacks) {
      const vars = valueAt(stack.value, ['spec', 'vars']);
      if (isMapping(vars)) this.vars.push(vars);
      const patches = valueAt(stack.value, ['spec', 'patches']);
      if (Array.isArray(patches)) for (const index of patches.keys()) this.patches.push({ by: stack, index });
    }
    if (includedBy === null) return [...included, ...documents];
    this.lent.push(...stacks);
    return [...included, ...documents.filter((document) => !stacks.includes(document))];
  }

  #includes(stack: Document, folder: string, chain: readonly string[]): readonly Document[] {
    const includes = valueAt(stack.value, ['spec', 'include']);
    if (!Array.isArray(includes)) return [];
    return includes.flatMap((written: unknown, index) => {
      if (typeof written !== 'string') return [];
      const path: Path = ['spec', 'include', index];
      const target = inRepository(folder, written);
      if (!this.#isAllowed(target, written, stack, path, chain)) return [];
      return this.visit(target, { document: stack, path }, [...chain, target]);
    });
  }

  #isAllowed(
    target: string | null,
    written: string,
    stack: Document,
    path: Path,
    chain: readonly string[],
  ): target is string {
    const refuse = (code: string, values: Record<string, string | readonly string[]> = {}): false => {
      this.#report.error(code, stack.place(path), { folder: written, ...values });
      return false;
    };
    if (target === null) return refuse('include-outside');
    if (chain.includes(target))
      return refuse('include-cycle', {
        cycle: [...chain.slice(chain.indexOf(target)), target].map(nameOf).join(' → '),
      });
    // Reached on two ways: read once.
    if (this.#visited.has(target)) return false;
    const overlap = [...this.#visited].find((other) => isWithin(target, other) || isWithin(other, target));
    if (overlap !== undefined) return refuse('include-overlaps', { other: nameOf(overlap) });
    if (this.#visited.size > this.#limits.maxIncludesCount)
      return refuse('too-many-includes', { most: String(this.#limits.maxIncludesCount) });
    return true;
  }
}

function nameOf(folder: string): string {
  return folder === '' ? '.' : folder;
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function applyPatches(
  documents: readonly Document[],
  patches: readonly Patch[],
  complete: boolean,
  report: Report,
): readonly Document[] {
  const found = [...documents];
  const positions = new Map(found.map((document, position) => [nameIn(document), position]));
  for (const { by, index } of patches) {
    const at: Path = ['spec', 'patches', index];
    const kind = valueAt(by.value, [...at, 'kind']);
    const name = valueAt(by.value, [...at, 'name']);
    const patch = valueAt(by.value, [...at, 'patch']);
    if (typeof name !== 'string' || !isMapping(patch)) continue;
    const position = positions.get(`${kind} ${name}`);
    const target = position === undefined ? undefined : found[position];
    if (position === undefined || target === undefined) {
      if (complete) report.error('patch-misses', by.place([...at, 'name']), { kind: String(kind), name });
      continue;
    }
    if (valueAt(patch, ['metadata', 'name']) !== undefined) {
      report.error('patch-renames', by.place([...at, 'patch', 'metadata', 'name'], 'key'), { name });
      continue;
    }
    found[position] = patched(target, patch, by, [...at, 'patch']);
  }
  return found;
}

function nameIn(document: Document): string {
  return `${valueAt(document.value, ['kind'])} ${valueAt(document.value, ['metadata', 'name'])}`;
}
