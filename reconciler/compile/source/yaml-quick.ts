/**
 * The everyday part of YAML, read an order of magnitude faster than by the library: indented mappings and lists, flow
 * collections and scalars of one line, comments. Whatever is not certainly that is left to the library, and so is every
 * text with a mistake; a property test holds both to the same values.
 */
export function quickYaml(text: string, maxDepth: number): readonly unknown[] | null {
  if (unusual.test(text)) return null;
  const documents: unknown[] = [];
  try {
    for (const [index, part] of text.split(/^---$/m).entries()) {
      const lines = linesOf(part);
      if (lines.length > 0) documents.push(new BlockReader(lines, maxDepth).document());
      // Before the first separator there need be nothing; an empty document between others is not everyday.
      else if (index > 0) return null;
    }
  } catch (error) {
    if (error instanceof Unusual) return null;
    throw error;
  }
  return documents;
}

/** Tabs, carriage returns, control characters, exotic spaces and what lies beyond the basic plane. */
const unusual =
  /[^\n -~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf\ufe30-\ufefe\uff01-\uffee]/;

const key = /^([A-Za-z_][A-Za-z0-9_./-]*):(?: +|$)/;
const flowKey = /([A-Za-z_][A-Za-z0-9_./-]*): +/y;
/** Not beginning with an indicator, without flow indicators, comments, and colons that end a key. */
const flowPlain = /(?:[^\s,[\]{}#&*!|>'"%@`:?-]|-(?=[^\s,[\]{}]))(?:[^,[\]{}#:]|:(?=[^\s,[\]{}]))*/y;
const notPlainStart = /^(?:[#&*!|>'"%@`:?,[\]{}]|-(?: |$|--))/;
const number =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

class Unusual extends Error {}

interface Line {
  readonly indent: number;
  readonly content: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    let indent = 0;
    while (line[indent] === ' ') indent++;
    if (indent < line.length && line[indent] !== '#') lines.push({ indent, content: line.slice(indent) });
  }
  return lines;
}

class BlockReader {
  readonly #lines: Line[];
  readonly #maxDepth: number;
  #at = 0;

  constructor(lines: Line[], maxDepth: number) {
    this.#lines = lines;
    this.#maxDepth = maxDepth;
  }

  document(): unknown {
    if (this.#lines[0]?.indent !== 0) throw new Unusual();
    const value = this.#mapping(0, 0);
    if (this.#at < this.#lines.length) throw new Unusual();
    return value;
  }

  #mapping(indent: number, depth: number): Record<string, unknown> {
    if (depth > this.#maxDepth) throw new Unusual();
    const mapping: Record<string, unknown> = {};
    for (let line = this.#lines[this.#at]; line?.indent === indent; line = this.#lines[this.#at]) {
      const match = key.exec(line.content);
      if (match === null) {
        if (line.content.startsWith('-')) break;
        throw new Unusual();
      }
      const rest = line.content.slice(match[0].length);
      this.#at++;
      define(
        mapping,
        match[1] ?? '',
        isBlank(rest) ? this.#below(indent, depth) : inlineValue(rest, this.#maxDepth - depth),
      );
    }
    this.#notDeeper(indent);
    return mapping;
  }

  /** What stands under a key without a value of its own; a list may be as little indented as the key. */
  #below(indent: number, depth: number): unknown {
    const next = this.#lines[this.#at];
    if (next === undefined) return null;
    const isList = next.content.startsWith('-');
    if (next.indent === indent && isList) return this.#list(indent, depth + 1);
    if (next.indent <= indent) return null;
    return isList ? this.#list(next.indent, depth + 1) : this.#mapping(next.indent, depth + 1);
  }

  #list(indent: number, depth: number): unknown[] {
    if (depth > this.#maxDepth) throw new Unusual();
    const list: unknown[] = [];
    for (let line = this.#lines[this.#at]; line?.indent === indent; line = this.#lines[this.#at]) {
      if (!line.content.startsWith('-')) break;
      const match = /^- +/.exec(line.content);
      const rest = match === null ? '' : line.content.slice(match[0].length);
      if (isBlank(rest)) throw new Unusual();
      if (key.test(rest)) {
        const inner = indent + (match?.[0].length ?? 0);
        this.#lines[this.#at] = { indent: inner, content: rest };
        list.push(this.#mapping(inner, depth + 1));
      } else {
        this.#at++;
        list.push(inlineValue(rest, this.#maxDepth - depth));
      }
    }
    this.#notDeeper(indent);
    return list;
  }

  /** A deeper line would go on with the value before it. */
  #notDeeper(indent: number): void {
    const next = this.#lines[this.#at];
    if (next !== undefined && next.indent > indent) throw new Unusual();
  }
}

function isBlank(rest: string): boolean {
  return rest === '' || rest.startsWith('#');
}

function define(mapping: Record<string, unknown>, name: string, value: unknown): void {
  if (Object.hasOwn(mapping, name) || name === '__proto__' || /^null$/i.test(name)) throw new Unusual();
  mapping[name] = value;
}

function inlineValue(rest: string, maxDepth: number): unknown {
  const first = rest[0];
  if (first === '"' || first === "'" || first === '[' || first === '{') {
    const reader = new FlowReader(rest, maxDepth);
    const value = reader.value(0);
    if (!/^ *(?: #|$)/.test(rest.slice(reader.at))) throw new Unusual();
    return value;
  }
  if (notPlainStart.test(rest)) throw new Unusual();
  const comment = rest.indexOf(' #');
  const plain = withoutEnd(comment === -1 ? rest : rest.slice(0, comment));
  if (plain.includes(': ') || plain.endsWith(':')) throw new Unusual();
  return plainValue(plain);
}

/** Without spaces at its end; a regular expression would take quadratic time. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end--;
  return text.slice(0, end);
}

/** As YAML's core schema resolves it; numbers that could be read in two ways are left to the library. */
function plainValue(plain: string): unknown {
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(plain)) return Number(plain);
  if (plain === 'true' || plain === 'false') return plain === 'true';
  if (plain === '' || plain === '~' || /^(?:null|true|false)$/i.test(plain) || number.test(plain))
    throw new Unusual();
  return plain;
}

class FlowReader {
  at = 0;
  readonly #text: string;
  readonly #maxDepth: number;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  value(depth: number): unknown {
    if (depth > this.#maxDepth) throw new Unusual();
    const first = this.#text[this.at];
    if (first === '[') return this.#list(depth);
    if (first === '{') return this.#mapping(depth);
    if (first === '"' || first === "'") return this.#quoted(first);
    return plainValue(withoutEnd(this.#match(flowPlain)[0]));
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = [];
    this.#items(']', () => list.push(this.value(depth + 1)));
    return list;
  }

  #mapping(depth: number): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    this.#items('}', () => define(mapping, this.#match(flowKey)[1] ?? '', this.value(depth + 1)));
    return mapping;
  }

  #items(end: string, item: () => void): void {
    this.at++;
    this.#skipSpaces();
    if (this.#text[this.at] === end) {
      this.at++;
      return;
    }
    for (;;) {
      item();
      this.#skipSpaces();
      const next = this.#text[this.at++];
      if (next === end) return;
      if (next !== ',') throw new Unusual();
      this.#skipSpaces();
    }
  }

  /** Without escapes. */
  #quoted(quote: string): string {
    const end = this.#text.indexOf(quote, this.at + 1);
    const content = this.#text.slice(this.at + 1, end);
    this.at = end + 1;
    const isEscaped = quote === '"' ? content.includes('\\') : this.#text[this.at] === "'";
    if (end === -1 || isEscaped) throw new Unusual();
    return content;
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (match === null) throw new Unusual();
    this.at = pattern.lastIndex;
    return match;
  }

  #skipSpaces(): void {
    while (this.#text[this.at] === ' ') this.at++;
  }
}
