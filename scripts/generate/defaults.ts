import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { type GeneratedFile, generatedFrom } from './generated-file.ts';

/** A number without its unit is a bug that waits. */
const units = ['ms', 'secs', 'bytes', 'count', 'percent', 'lines', 'days', 'bits', 'status'];

/** configs/defaults.toml as typed constants, each with its reason as its comment. */
export function generateDefaults(root: string): readonly GeneratedFile[] {
  const source = readFileSync(join(root, 'configs/defaults.toml'), 'utf8');
  return [{ path: 'reconciler/config/generated/defaults.ts', text: defaultsModule(source) }];
}

export function defaultsModule(source: string): string {
  const reasons = commentsByKey(source);
  const sections = Object.entries(parse(source)).map(([section, table]) => {
    if (typeof table !== 'object') throw new Error(`defaults.toml: ${section} stands outside a section`);
    const lines = Object.entries(table).map(([key, value]) =>
      constant(`${section}.${key}`, key, value, reasons),
    );
    return `  ${camelCase(section)}: {\n${lines.join('\n')}\n  },`;
  });
  return `${generatedFrom('configs/defaults.toml')}
export const defaults = {
${sections.join('\n')}
} as const;
`;
}

function constant(path: string, key: string, value: unknown, reasons: ReadonlyMap<string, string>): string {
  const why = reasons.get(path);
  if (why === undefined) throw new Error(`defaults.toml: ${path} has no comment that says why`);
  if (typeof value === 'number' && !units.includes(key.split('_').at(-1) ?? ''))
    throw new Error(`defaults.toml: ${path} does not end in its unit (${units.join(', ')})`);
  return `    /** ${why.replaceAll('*/', '* /')} */\n    ${camelCase(key)}: ${JSON.stringify(value)},`;
}

/** `section.key` → the comment lines right above it. */
function commentsByKey(source: string): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  let section = '';
  let comment: string[] = [];
  for (const line of source.split('\n')) {
    const text = line.trim();
    const key = /^([a-z][a-z0-9_]*)\s*=/.exec(text)?.[1];
    if (text.startsWith('#')) comment.push(text.slice(1).trim());
    else {
      if (key !== undefined && comment.length > 0) reasons.set(`${section}.${key}`, comment.join(' '));
      section = /^\[([a-z][a-z0-9_]*)\]$/.exec(text)?.[1] ?? section;
      comment = [];
    }
  }
  return reasons;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
