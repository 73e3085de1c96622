import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Scalar,
  type YAMLMap,
  type Document as YamlDocument,
} from 'yaml';
import type { Limits } from '../options.ts';
import type { Report } from '../report.ts';
import type { Lines } from './lines.ts';

/** Turns trees into values within limits that hold for the whole file: aliases must not multiply what is in it. */
export class YamlValues {
  readonly #lines: Lines;
  readonly #limits: Limits;
  readonly #report: Report;
  #nodes = 0;
  #aliases = 0;
  /** The last one of each name so far, which is the one that an alias means. */
  readonly #anchors = new Map<string, Node>();
  #failed = false;
  /** A limit of the whole file was passed: that is said once, and nothing further is looked at. */
  #exhausted = false;

  constructor(lines: Lines, limits: Limits, report: Report) {
    this.#lines = lines;
    this.#limits = limits;
    this.#report = report;
  }

  /** Undefined when something in it was refused. */
  of(tree: YamlDocument.Parsed): unknown {
    this.#anchors.clear();
    this.#failed = this.#exhausted;
    const value = this.#value(tree.contents, 0);
    return this.#failed ? undefined : value;
  }

  #refuse(code: string, node: Node | null, values: Record<string, string | number> = {}): null {
    const range = node?.range ?? [0, 1];
    this.#failed = true;
    if (code.startsWith('too-many-')) this.#exhausted = true;
    this.#report.error(code, this.#lines.place(range[0], range[1]), values);
    return null;
  }

  #value(node: Node | null, depth: number): unknown {
    if (node === null || this.#exhausted) return null;
    if (++this.#nodes > this.#limits.maxNodesCount)
      return this.#refuse('too-many-values', node, { most: this.#limits.maxNodesCount });
    if (depth > this.#limits.maxDepthCount)
      return this.#refuse('too-deep', node, { most: this.#limits.maxDepthCount });
    if (!isAlias(node) && node.tag !== undefined) {
      return this.#refuse('yaml-tag', node, { tag: node.tag.replace('tag:yaml.org,2002:', '!!') });
    }
    if (!isAlias(node) && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return this.#scalar(node);
    if (isMap(node)) return this.#mapping(node, depth);
    if (isSeq(node)) return node.items.map((item) => this.#value(item as Node | null, depth + 1));
    return this.#alias(node, depth);
  }

  #scalar(node: Scalar): unknown {
    const { value } = node;
    if (typeof value === 'number' && node.type === Scalar.PLAIN) {
      if (!Number.isFinite(value)) return this.#refuse('number-not-finite', node);
      if (/^[-+]?0[0-9]/.test(node.source ?? ''))
        return this.#refuse('leading-zero', node, { written: node.source ?? '', read: value });
    }
    return value;
  }

  #mapping(node: YAMLMap, depth: number): unknown {
    const mapping: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      if (!isScalar(key) || key.value === null) {
        this.#refuse('yaml-key', (key as Node | null) ?? node);
        continue;
      }
      const name = keyText(key);
      if (name === '<<' && key.type === Scalar.PLAIN) this.#refuse('yaml-merge-key', key);
      else if (seen.has(name)) this.#refuse('duplicate-key', key, { key: name });
      seen.add(name);
      const member = this.#value(value as Node | null, depth + 1);
      // A key such as __proto__ becomes a member like any other, and is refused later with its place.
      Object.defineProperty(mapping, name, {
        value: member,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return mapping;
  }

  #alias(node: Node, depth: number): unknown {
    if (!isAlias(node)) return null;
    if (++this.#aliases > this.#limits.maxAliasesCount)
      return this.#refuse('too-many-aliases', node, { most: this.#limits.maxAliasesCount });
    const target = this.#anchors.get(node.source);
    if (target === undefined) return this.#refuse('yaml-alias', node);
    return this.#value(target, depth + 1);
  }
}

/** How a key that is no text is called: as it is written. */
export function keyText(key: unknown): string {
  if (!isScalar(key)) return '';
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}
