/**
 * The line (from 1) where a key of a TOML text stands, or the table around it; the parser keeps no positions.
 * Only for messages: a line inside a multi-line string may be taken for a key.
 */
export function lineOf(source: string, path: readonly string[]): number {
  let table: readonly string[] = [];
  let best = { depth: 0, line: 1 };
  for (const [index, line] of source.split('\n').entries()) {
    const header = /^\s*\[+([^\]]+)\]/.exec(line)?.[1];
    const key = header ?? /^\s*((?:[\w-]+|"[^"]*"|'[^']*'|\s*\.\s*)+?)\s*=/.exec(line)?.[1];
    if (key === undefined) continue;
    const names = header === undefined ? [...table, ...keyNames(key)] : keyNames(key);
    if (header !== undefined) table = names;
    const depth = commonDepth(names, path);
    if (depth > best.depth) best = { depth, line: index + 1 };
  }
  return best.line;
}

function keyNames(key: string): readonly string[] {
  return [...key.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function commonDepth(names: readonly string[], path: readonly string[]): number {
  const differing = path.findIndex((name, index) => names[index] !== name);
  return differing === -1 ? path.length : differing;
}
