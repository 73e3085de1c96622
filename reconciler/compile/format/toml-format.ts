import { parse } from 'smol-toml';
import type { Path } from '../source/document.ts';
import { scanToml, type TomlEntry } from '../source/toml-scan.ts';
import { comparePaths } from './order.ts';

interface Statement {
  readonly path: Path;
  readonly text: string;
  /** Comment lines above it; an empty line is a paragraph. */
  readonly above: readonly string[];
  readonly comment: string;
}

interface Block {
  readonly header: Statement | null;
  readonly statements: Statement[];
}

/** Null when it cannot be read. */
export function formatToml(text: string): string | null {
  const values = tomlValue(text);
  if (values === null) return null;
  const kind = typeof values['kind'] === 'string' ? values['kind'] : '';
  const normal = text.replaceAll('\r\n', '\n');
  const { blocks, below, header } = blocksOf(normal);
  const byPath = (a: Statement, b: Statement): number => comparePaths(kind, a.path, b.path);
  const [top, ...tables] = blocks;
  tables.sort((a, b) => comparePaths(kind, a.header?.path ?? [], b.header?.path ?? []));
  const parts = [top, ...tables].map((block) => (block === undefined ? '' : blockText(block, byPath)));
  const end = below.join('\n').trim();
  const about = header.length === 0 ? '' : `${header.join('\n')}\n`;
  return about + [...parts.filter((part) => part !== ''), ...(end === '' ? [] : [`${end}\n`])].join('\n');
}

export function tomlValue(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function blockText(block: Block, compare: (a: Statement, b: Statement) => number): string {
  const statements = block.statements.sort(compare);
  const lines = [...(block.header === null ? [] : [block.header]), ...statements].flatMap(
    (statement, index) => {
      const above = index === 0 ? withoutLeadingBlanks(statement.above) : statement.above;
      return [...above, `${statement.text}${statement.comment === '' ? '' : ` ${statement.comment}`}`];
    },
  );
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Every statement with the comments that belong to it, and what is left below the last. */
function blocksOf(text: string): {
  readonly header: readonly string[];
  readonly blocks: readonly Block[];
  readonly below: readonly string[];
} {
  let header: readonly string[] = [];
  const blocks: Block[] = [{ header: null, statements: [] }];
  const entries = topEntries(text);
  let at = 0;
  for (const entry of entries) {
    const start = text.lastIndexOf('\n', entry.keyStart - 1) + 1;
    const isHeader = entry.kind !== 'value';
    const end = isHeader
      ? text.indexOf(']', entry.keyEnd) + (entry.kind === 'element' ? 2 : 1)
      : entry.valueEnd;
    const lineEnd = endOfLine(text, end);
    const statement: Statement = {
      path: entry.path,
      text: isHeader ? headerText(text, entry) : pairText(text, entry),
      above: at === 0 ? [] : commentLines(text.slice(at, start)),
      comment: text.slice(end, lineEnd).trim(),
    };
    // A comment at the very top is about the file, whichever field comes first.
    if (at === 0) header = withoutLeadingBlanks(commentLines(text.slice(0, start)));
    if (isHeader) blocks.push({ header: statement, statements: [] });
    else blocks.at(-1)?.statements.push(statement);
    at = Math.min(text.length, lineEnd + 1);
  }
  return { header, blocks, below: commentLines(text.slice(at)) };
}

/** Statements only: neither what is within a value, nor the prefixes of a dotted key. */
function topEntries(text: string): readonly TomlEntry[] {
  const top: TomlEntry[] = [];
  let end = -1;
  let last: TomlEntry | null = null;
  for (const entry of scanToml(text)) {
    if (last !== null && entry.keyStart === last.keyStart && entry.valueEnd === last.valueEnd)
      top[top.length - 1] = entry;
    else if (entry.keyStart >= end) top.push(entry);
    else continue;
    last = entry;
    end = Math.max(end, entry.valueEnd);
  }
  return top;
}

function headerText(text: string, entry: TomlEntry): string {
  const name = text.slice(entry.keyStart, entry.keyEnd).trim();
  return entry.kind === 'element' ? `[[${name}]]` : `[${name}]`;
}

function pairText(text: string, entry: TomlEntry): string {
  return `${text.slice(entry.keyStart, entry.keyEnd).trim()} = ${text.slice(entry.valueStart, entry.valueEnd)}`;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Comments without their indentation; several empty lines are one. */
function commentLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.at(-1) === '') lines.pop();
  return lines.filter((line, index) => line !== '' || (lines[index - 1] ?? 'x') !== '');
}

function withoutLeadingBlanks(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  return first === -1 ? [] : lines.slice(first);
}
