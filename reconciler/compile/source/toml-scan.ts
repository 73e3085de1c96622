/** What stands where in a TOML text that is known to be well formed. */
export interface TomlEntry {
  /** With the index of each element of an array of tables. */
  readonly path: readonly (string | number)[];
  readonly kind: 'table' | 'element' | 'value';
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Entries in the order of the text; those inside inline tables and arrays follow the value that holds them. */
export function scanToml(text: string): readonly TomlEntry[] {
  return new TomlScanner(text).scan();
}

type Step = string | number;

/** Of a dotted key, the prefixes that can be looked for; nothing that deep is accepted. */
const maxDotted = 64;

class TomlScanner {
  readonly #text: string;
  readonly #entries: TomlEntry[] = [];
  /** Path of an array of tables → index of its last element. */
  readonly #lastElement = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): readonly TomlEntry[] {
    let table: readonly Step[] = [];
    while (this.#skipBlank()) {
      const start = this.#at;
      if (this.#text[this.#at] === '[') table = this.#header();
      else this.#pair(table);
      if (this.#at === start) this.#at++;
    }
    return this.#entries;
  }

  #header(): readonly Step[] {
    const isElement = this.#text.startsWith('[[', this.#at);
    this.#at += isElement ? 2 : 1;
    const start = this.#skipSpaces();
    const keys = this.#keys();
    const end = this.#at;
    this.#at = this.#lineEnd();
    const path = this.#resolved(keys, isElement);
    const range = { keyStart: start, keyEnd: end, valueStart: start, valueEnd: end };
    this.#entries.push({ path, kind: isElement ? 'element' : 'table', ...range });
    return path;
  }

  /** A name on the way that is an array of tables means its last element. */
  #resolved(keys: readonly string[], isElement: boolean): readonly Step[] {
    const path: Step[] = [];
    for (const [index, key] of keys.entries()) {
      path.push(key);
      const name = JSON.stringify(path);
      if (isElement && index === keys.length - 1)
        this.#lastElement.set(name, (this.#lastElement.get(name) ?? -1) + 1);
      const last = this.#lastElement.get(name);
      if (last !== undefined) path.push(last);
    }
    return path;
  }

  #pair(table: readonly Step[]): void {
    const keyStart = this.#at;
    const keys = this.#keys();
    const keyEnd = this.#at;
    this.#skipSpaces();
    if (this.#text[this.#at] !== '=') return;
    this.#at++;
    const valueStart = this.#skipSpaces();
    const path = [...table, ...keys];
    const index = this.#entries.length;
    this.#value(path);
    const range = { keyStart, keyEnd, valueStart, valueEnd: this.#at };
    this.#entries.splice(index, 0, { path, kind: 'value', ...range });
    const deepest = Math.min(path.length, table.length + maxDotted);
    for (let length = table.length + 1; length < deepest; length++)
      this.#entries.splice(index, 0, { path: path.slice(0, length), kind: 'value', ...range });
  }

  #value(path: readonly Step[]): void {
    const first = this.#text[this.#at];
    if (first === '"' || first === "'") this.#string(first);
    else if (first === '[') this.#array(path);
    else if (first === '{') this.#inlineTable(path);
    else
      this.#at +=
        /^[^,\]}#\n\r]*/.exec(this.#text.slice(this.#at, this.#at + 200))?.[0].trimEnd().length ?? 0;
  }

  #array(path: readonly Step[]): void {
    this.#at++;
    for (let index = 0; this.#skipBlank() && this.#text[this.#at] !== ']'; index++) {
      const start = this.#at;
      const place = this.#entries.length;
      this.#value([...path, index]);
      const range = { keyStart: start, keyEnd: this.#at, valueStart: start, valueEnd: this.#at };
      this.#entries.splice(place, 0, { path: [...path, index], kind: 'value', ...range });
      this.#skipBlank();
      if (this.#text[this.#at] === ',') this.#at++;
      if (this.#at === start) return;
    }
    this.#at++;
  }

  #inlineTable(path: readonly Step[]): void {
    this.#at++;
    while (this.#skipBlank() && this.#text[this.#at] !== '}') {
      const start = this.#at;
      this.#pair(path);
      this.#skipBlank();
      if (this.#text[this.#at] === ',') this.#at++;
      if (this.#at === start) return;
    }
    this.#at++;
  }

  #string(quote: string): void {
    const triple = quote.repeat(3);
    if (!this.#text.startsWith(triple, this.#at)) {
      this.#at++;
      this.#until(quote, quote === '"');
      return;
    }
    this.#at += 3;
    this.#until(triple, quote === '"');
    // Up to two quotes of the text itself may stand right before the closing three.
    while (this.#text[this.#at] === quote) this.#at++;
  }

  #until(end: string, escapes: boolean): void {
    while (this.#at < this.#text.length && !this.#text.startsWith(end, this.#at))
      this.#at += escapes && this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at = Math.min(this.#text.length, this.#at + end.length);
  }

  #keys(): string[] {
    const keys: string[] = [];
    do {
      if (keys.length > 0) this.#at++;
      const start = this.#skipSpaces();
      const quote = this.#text[start];
      if (quote === '"' || quote === "'") {
        this.#string(quote);
        keys.push(keyOf(this.#text.slice(start, this.#at)));
      } else {
        this.#at += /^[A-Za-z0-9_-]*/.exec(this.#text.slice(start, start + 1000))?.[0].length ?? 0;
        keys.push(this.#text.slice(start, this.#at));
      }
    } while (this.#text[this.#peekSpaces()] === '.' && this.#advance());
    return keys;
  }

  #advance(): true {
    this.#at = this.#peekSpaces();
    return true;
  }

  #peekSpaces(): number {
    let at = this.#at;
    while (this.#text[at] === ' ' || this.#text[at] === '\t') at++;
    return at;
  }

  #skipSpaces(): number {
    this.#at = this.#peekSpaces();
    return this.#at;
  }

  #lineEnd(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end === -1 ? this.#text.length : end;
  }

  /** Over spaces, line ends and comments; false at the end of the text. */
  #skipBlank(): boolean {
    for (;;) {
      this.#skipSpaces();
      const character = this.#text[this.#at];
      if (character === '#') this.#at = this.#lineEnd();
      else if (character === '\n' || character === '\r') this.#at++;
      else return this.#at < this.#text.length;
    }
  }
}

function keyOf(quoted: string): string {
  if (quoted.startsWith("'")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}
