import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { defaults } from '../../config/generated/defaults.ts';
import { definitionBelow, fieldOrder } from './order.ts';

/** Null when it cannot be read. */
export function formatYaml(text: string): string | null {
  const documents = documentsOf(text);
  if (documents === null) return null;
  const parts = documents.map((document) => {
    const kind = isMap(document.contents) ? document.contents.get('kind') : null;
    keepHeader(document);
    order(document.contents, typeof kind === 'string' ? kind : '', text);
    if (document.directives !== undefined) document.directives.docStart = null;
    return document.toString({ lineWidth: 0, indent: 2, indentSeq: true, flowCollectionPadding: true });
  });
  return parts.map((part) => (part.endsWith('\n') ? part : `${part}\n`)).join('---\n');
}

/** The values of all documents, to see that formatting changed none. */
export function yamlValues(text: string): readonly unknown[] | null {
  return documentsOf(text)?.map((document): unknown => document.toJS({ maxAliasCount: 200 })) ?? null;
}

function documentsOf(text: string): readonly Document.Parsed[] | null {
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  if (!Array.isArray(documents) || documents.some((document) => document.errors.length > 0)) return null;
  return documents.every((document) => aliasesIn(document) <= defaults.compile.maxAliasesCount)
    ? documents
    : null;
}

/** A comment at the very top is about the document, whichever field comes first; a paragraph below it is the field's. */
function keepHeader(document: Document.Parsed): void {
  const key = isMap(document.contents) ? (document.contents.items[0]?.key as Node | null) : null;
  if (!isScalar(key) || !key.commentBefore || document.commentBefore) return;
  if (key.value === 'apiVersion') return;
  const paragraphs = key.commentBefore.split('\n\n');
  const own = paragraphs.length > 1 ? paragraphs.pop() : null;
  document.commentBefore = paragraphs.join('\n\n');
  key.commentBefore = own ?? null;
}

/** `[a, b]` and `{ a: b }`: the library knows only one padding for both. */
function padFlow(node: YAMLMap | YAMLSeq): void {
  const padding = isMap(node) ? ' ' : '';
  const plain = node.toString.bind(node);
  node.toString = (context, ...rest) =>
    plain(
      context === undefined ? context : Object.assign({}, context, { flowCollectionPadding: padding }),
      ...rest,
    );
}

/** Each is looked up in the whole document when it is written. */
function aliasesIn(document: Document.Parsed): number {
  let count = 0;
  visit(document, { Alias: () => void count++ });
  return count;
}

function order(node: Node | null, definition: string, text: string): void {
  if (isSeq(node) || isMap(node)) padFlow(node);
  if (isSeq(node)) {
    for (const item of node.items) order(item as Node | null, definitionBelow(definition, 0), text);
  } else if (isMap(node)) {
    giveBackComments(node, text);
    orderPairs(node, definition);
    for (const { key, value } of node.items)
      order(value as Node | null, definitionBelow(definition, isScalar(key) ? String(key.value) : ''), text);
  }
}

/** Below a list that is not indented, the parser takes the next field's comment for the list's. */
function giveBackComments(map: YAMLMap, text: string): void {
  for (const [index, { key, value }] of map.items.entries()) {
    const next = map.items[index + 1]?.key as Node | null | undefined;
    if (!isSeq(value) || value.flow === true || !value.comment || !isScalar(next)) continue;
    if (columnOf(key as Node, text) !== columnOf(value, text)) continue;
    next.commentBefore = next.commentBefore ? `${value.comment}\n${next.commentBefore}` : value.comment;
    next.spaceBefore = /\n[ \t]*\n[ \t]*$/.test(
      text.slice((value.range?.[1] ?? 1) - 1).split('#', 1)[0] ?? '',
    );
    value.comment = null;
  }
}

function columnOf(node: Node, text: string): number {
  const start = node.range?.[0] ?? 0;
  return start - text.lastIndexOf('\n', start - 1);
}

function orderPairs(map: YAMLMap, definition: string): void {
  const position = fieldOrder(definition);
  const first = map.items[0]?.key as Node | null | undefined;
  map.items.sort((a, b) => position(nameOf(a)) - position(nameOf(b)));
  const top = map.items[0]?.key as Node | null | undefined;
  if (top === first || !isScalar(top) || !isScalar(first)) return;
  // What stands above the first field is its own, not the mapping's.
  if (map.commentBefore) {
    first.commentBefore = map.commentBefore;
    map.commentBefore = null;
  }
  // No paragraph begins a mapping.
  if (top.spaceBefore === true) {
    top.spaceBefore = false;
    first.spaceBefore = true;
  }
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}
