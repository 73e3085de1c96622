import {
  isAlias,
  isMap,
  isSeq,
  type Node,
  parseAllDocuments,
  type YAMLError,
  type Document as YamlDocument,
} from 'yaml';
import type { Limits } from '../options.ts';
import type { Report } from '../report.ts';
import type { Document } from './document.ts';
import { valueAt } from './document.ts';
import type { Lines } from './lines.ts';
import { quickYaml } from './yaml-quick.ts';
import { keyText, YamlValues } from './yaml-values.ts';

/** Every document of a YAML 1.2 file that could be read; what is wrong with the others is reported. */
export function yamlDocuments(
  lines: Lines,
  folder: string,
  limits: Limits,
  report: Report,
): readonly (Document | null)[] {
  const quick = quickYaml(lines.text, limits.maxDepthCount);
  if (quick === null) return slowDocuments(lines, folder, limits, report);
  const trees = treesOnDemand(lines, report);
  return quick.map((value, index) => new YamlSource(lines, folder, value, () => trees()[index]));
}

/** For places: nobody asks for one in a text without a mistake. */
function treesOnDemand(lines: Lines, report: Report): () => readonly YamlDocument.Parsed[] {
  let trees: readonly YamlDocument.Parsed[] | null = null;
  return () => {
    trees ??= yamlTrees(lines, report) ?? [];
    return trees;
  };
}

function slowDocuments(
  lines: Lines,
  folder: string,
  limits: Limits,
  report: Report,
): readonly (Document | null)[] {
  const trees = yamlTrees(lines, report);
  if (trees === null) return [null];
  const values = new YamlValues(lines, limits, report);
  return trees.flatMap((tree) => {
    const error = tree.errors[0];
    if (error !== undefined) {
      reportSyntax(error, lines, report);
      return [null];
    }
    if (tree.contents === null) return [];
    const value = values.of(tree);
    return [value === undefined ? null : new YamlSource(lines, folder, value, () => tree)];
  });
}

/** Null when there was nothing to be read from it, not even where it is wrong. */
export function yamlTrees(lines: Lines, report: Report): readonly YamlDocument.Parsed[] | null {
  try {
    // Keys are compared by YamlValues: the library's own check takes quadratic time.
    const trees = parseAllDocuments(lines.text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
      stringKeys: false,
    });
    return Array.isArray(trees) ? trees : [];
  } catch {
    // The parser recurses: what it cannot read is nested without measure.
    report.error('too-deep', lines.place(0, 1));
    return null;
  }
}

const syntaxCodes: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'yaml-tab',
  BAD_INDENT: 'yaml-indent',
  MISSING_CHAR: 'yaml-missing-char',
  UNEXPECTED_TOKEN: 'yaml-unexpected',
  BLOCK_AS_IMPLICIT_KEY: 'yaml-nested-mapping',
  MULTILINE_IMPLICIT_KEY: 'yaml-multiline-key',
  BAD_ALIAS: 'yaml-alias',
  BAD_DIRECTIVE: 'yaml-directive',
  BAD_SCALAR_START: 'yaml-scalar-start',
  BAD_DQ_ESCAPE: 'yaml-escape',
};

function reportSyntax(error: YAMLError, lines: Lines, report: Report): void {
  const [start, end] = error.pos;
  const at = lines.place(Math.min(start, Math.max(0, lines.text.length - 1)), Math.max(end, start + 1));
  const isUnclosed = error.code === 'BAD_INDENT' && error.message.startsWith('Flow');
  const code = isUnclosed ? 'yaml-unclosed' : syntaxCodes[error.code];
  if (code === undefined) report.error('yaml-syntax', at, { detail: error.message.split('\n')[0] ?? '' });
  else report.error(code, at);
}

/** A document whose tree is made when the first place is asked for, unless it is there already. */
export class YamlSource implements Document {
  readonly file: string;
  readonly value: unknown;
  readonly #lines: Lines;
  readonly #folder: string;
  readonly #tree: () => YamlDocument.Parsed | undefined;

  constructor(lines: Lines, folder: string, value: unknown, tree: () => YamlDocument.Parsed | undefined) {
    this.file = lines.file;
    this.value = value;
    this.#lines = lines;
    this.#folder = folder;
    this.#tree = tree;
  }

  folderOf(): string {
    return this.#folder;
  }

  has(path: Parameters<Document['has']>[0]): boolean {
    return valueAt(this.value, path) !== undefined;
  }

  place(...[path, part, within]: Parameters<Document['place']>): ReturnType<Document['place']> {
    const found = this.#find(path);
    const exact = found.depth === path.length;
    const node = exact && part !== 'key' ? (found.value ?? found.key) : (found.key ?? found.value);
    const range = node?.range ?? this.#firstKey()?.range ?? [0, 1, 1];
    return this.#lines.narrowed(range[0], range[1], exact ? within : undefined);
  }

  #firstKey(): Node | null {
    const top = this.#tree()?.contents ?? null;
    const key = isMap(top) ? top.items[0]?.key : null;
    return (key as Node | null | undefined) ?? top;
  }

  /** The deepest node on the way to a path, and the key that it has. */
  #find(path: Parameters<Document['has']>[0]): { depth: number; key: Node | null; value: Node | null } {
    const tree = this.#tree();
    let value: Node | null = tree?.contents ?? null;
    let key: Node | null = null;
    for (const [depth, step] of path.entries()) {
      const holder: Node | null | undefined = isAlias(value) && tree ? value.resolve(tree) : value;
      let next: Node | null | undefined;
      if (isMap(holder)) {
        const pair = holder.items.find((item) => keyText(item.key) === String(step));
        if (pair === undefined) return { depth, key, value };
        key = pair.key as Node;
        next = pair.value as Node | null;
      } else if (isSeq(holder)) {
        next = holder.items[Number(step)] as Node | undefined;
        if (next === undefined) return { depth, key, value };
        key = next;
      } else return { depth, key, value };
      value = next ?? null;
    }
    return { depth: path.length, key, value };
  }
}
