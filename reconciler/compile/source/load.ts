import type { SourceEntry, SourceTree } from '../../fetch/source.ts';
import { ProvctlError } from '../../model/error.ts';
import type { Place } from '../../model/problem.ts';
import type { Limits } from '../options.ts';
import type { Report } from '../report.ts';
import type { Document } from './document.ts';
import { isHarmless } from './inspect.ts';
import { Lines } from './lines.ts';
import { tomlDocuments } from './toml.ts';
import { weightOf } from './weight.ts';
import { yamlDocuments } from './yaml.ts';

/** Reads folders of a tree; remembers every text, for frames, and whether anything could not be read. */
export class Loader {
  readonly texts = new Map<string, string>();
  /** False as soon as something of the desired state is not known: then nothing may be called missing. */
  complete = true;
  readonly #tree: SourceTree;
  readonly #limits: Limits;
  readonly #report: Report;
  #documents = 0;
  #weight = 0;

  constructor(tree: SourceTree, limits: Limits, report: Report) {
    this.#tree = tree;
    this.#limits = limits;
    this.#report = report;
  }

  get files(): number {
    return this.texts.size;
  }

  /** Every document below a folder that could be read. */
  folder(folder: string): readonly Document[] {
    const entries = this.#entries(folder);
    if (entries === null) return [];
    const documents: Document[] = [];
    for (const entry of entries) {
      if (this.files >= this.#limits.maxFilesCount) {
        this.#failed('too-many-files', entry.path, { most: this.#limits.maxFilesCount });
        break;
      }
      for (const document of this.#file(entry, folder)) documents.push(document);
      if (this.#documents > this.#limits.maxDocumentsCount) {
        this.#failed('too-many-documents', entry.path, { most: this.#limits.maxDocumentsCount });
        break;
      }
    }
    return documents;
  }

  #entries(folder: string): readonly SourceEntry[] | null {
    try {
      return this.#tree.list(folder).filter((entry) => isDesiredState(entry, folder));
    } catch (error) {
      this.complete = false;
      this.#report.error('folder-unreadable', null, { folder, cause: causeOf(error) });
      return null;
    }
  }

  #file(entry: SourceEntry, folder: string): readonly Document[] {
    const text = this.#text(entry);
    if (text === null || !this.#isLight(entry.path, text)) return [];
    const lines = new Lines(entry.path, text);
    this.texts.set(entry.path, text);
    const read = entry.path.endsWith('.toml') ? tomlDocuments : yamlDocuments;
    const documents: Document[] = [];
    for (const document of read(lines, folder, this.#limits, this.#report)) {
      this.#documents++;
      if (document !== null && isHarmless(document, this.#limits, this.#report)) documents.push(document);
      else this.complete = false;
    }
    return documents;
  }

  #isLight(file: string, text: string): boolean {
    const weight = weightOf(text);
    this.#weight += weight;
    const { maxWeightCount, maxTotalWeightCount } = this.#limits;
    if (weight > maxWeightCount) this.#failed('file-too-heavy', file);
    else if (this.#weight > maxTotalWeightCount) this.#failed('files-too-heavy', file);
    else return true;
    return false;
  }

  #text(entry: SourceEntry): string | null {
    if (entry.kind !== 'file')
      return this.#failed(entry.kind === 'link' ? 'file-is-link' : 'file-not-regular', entry.path);
    if (entry.sizeBytes > this.#limits.maxFileBytes)
      return this.#failed('file-too-large', entry.path, {
        size: entry.sizeBytes,
        most: this.#limits.maxFileBytes,
      });
    try {
      const bytes = this.#tree.bytes(entry.path);
      if (bytes.byteLength > this.#limits.maxFileBytes)
        return this.#failed('file-too-large', entry.path, {
          size: bytes.byteLength,
          most: this.#limits.maxFileBytes,
        });
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch (error) {
      if (error instanceof TypeError) return this.#failed('file-not-utf8', entry.path);
      return this.#failed('file-unreadable', entry.path, { cause: causeOf(error) });
    }
  }

  #failed(code: string, file: string, values: Record<string, string | number> = {}): null {
    this.complete = false;
    this.#report.error(code, topOf(file), { file, ...values });
    return null;
  }
}

export function topOf(file: string): Place {
  return { file, line: 1, column: 1, length: 1 };
}

/** The kind of an error of ours, for the edge to say; anything else by its own words. */
export function causeOf(error: unknown): string {
  return error instanceof ProvctlError ? error.kind : String(error);
}

export function relativeTo(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/**
 * YAML and TOML, but neither hidden files nor what services install: everything below a folder `files`. A link without
 * a suffix may be a folder of services; it must not be passed over in silence, so it counts as well.
 */
function isDesiredState(entry: SourceEntry, folder: string): boolean {
  const path = relativeTo(folder, entry.path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (entry.kind === 'link' && isVisible(path) && name !== 'files' && !name.includes('.')) return true;
  return isDesiredStateFile(path);
}

/** Whether a file at this path, relative to a desired-state folder, is read as desired state. */
export function isDesiredStateFile(path: string): boolean {
  return isVisible(path) && /\.(?:ya?ml|toml)$/i.test(path);
}

function isVisible(path: string): boolean {
  const steps = path.split('/');
  return !steps.some((step) => step.startsWith('.')) && !steps.slice(0, -1).includes('files');
}
