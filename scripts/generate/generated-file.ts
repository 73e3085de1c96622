/**
 * What a generator gives back. A generator is a file beside this one that exports one function `generate…(root)`;
 * `scripts/generate.ts` finds it, writes what differs, and with `--check` names what is stale.
 */
export interface GeneratedFile {
  /** Relative to the repository's top. */
  readonly path: string;
  readonly text: string;
}

export type Generator = (root: string) => readonly GeneratedFile[] | Promise<readonly GeneratedFile[]>;

/** First line of every generated TypeScript file. */
export function generatedFrom(source: string): string {
  return `// Generated from ${source} by scripts/generate.ts; change that file instead.\n`;
}
