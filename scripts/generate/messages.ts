import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type TomlTable } from 'smol-toml';
import { type GeneratedFile, generatedFrom } from './generated-file.ts';

/** A text, or one for each plural category of the number `count`. */
export type Message = string | Readonly<Record<string, string>>;

const pluralCategories = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The catalogues of configs/ as typed modules: English is always loaded, every other language on demand. */
export function generateMessages(root: string): readonly GeneratedFile[] {
  const english = catalogue(root, 'messages.toml');
  const languages = otherLanguages(root);
  return [
    { path: 'reconciler/config/generated/messages.ts', text: englishModule(english) },
    { path: 'reconciler/config/generated/languages.ts', text: languagesModule(languages) },
    ...languages.map((code) => ({
      path: `reconciler/config/generated/messages.${code}.ts`,
      text: languageModule(code, catalogue(root, `messages.${code}.toml`)),
    })),
  ];
}

export function otherLanguages(root: string): readonly string[] {
  return readdirSync(join(root, 'configs'))
    .map((name) => /^messages\.([a-z]{2})\.toml$/.exec(name)?.[1])
    .filter((code) => code !== undefined)
    .sort();
}

/** Dotted key → text, sorted by key. */
export function catalogue(root: string, name: string): ReadonlyMap<string, Message> {
  const messages = new Map<string, Message>();
  flatten(parse(readFileSync(join(root, 'configs', name), 'utf8')), '', messages, name);
  return new Map([...messages].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Sorted, each once. `{{` is a brace and begins none. */
export function placeholders(message: Message): readonly string[] {
  const names = new Set<string>();
  if (typeof message !== 'string') names.add('count');
  for (const text of typeof message === 'string' ? [message] : Object.values(message))
    for (const match of text.matchAll(/\{\{|\{([a-zA-Z][a-zA-Z0-9]*)\}/g)) if (match[1]) names.add(match[1]);
  return [...names].sort();
}

function flatten(table: TomlTable, prefix: string, into: Map<string, Message>, file: string): void {
  for (const [name, value] of Object.entries(table)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof value === 'string') into.set(key, value.trimEnd());
    else if (isPlural(value)) into.set(key, value);
    else if (isTable(value)) flatten(value, key, into, file);
    else throw new Error(`${file}: ${key} is neither a text nor a table`);
  }
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isPlural(value: unknown): value is Record<string, string> {
  if (!isTable(value) || !('other' in value)) return false;
  return Object.entries(value).every(
    ([name, text]) => pluralCategories.includes(name) && typeof text === 'string',
  );
}

function englishModule(messages: ReadonlyMap<string, Message>): string {
  const lines = [...messages].map(([key, message]) => {
    const names = placeholders(message);
    return `  ${JSON.stringify(key)}: ${names.length === 0 ? 'never' : names.map((name) => `'${name}'`).join(' | ')};`;
  });
  return `${generatedFrom('configs/messages.toml')}
export type Catalogue = Readonly<Record<MessageKey, string | Readonly<Record<string, string>>>>;

export type MessageKey = keyof MessagePlaceholders;

export interface MessagePlaceholders {
${lines.join('\n')}
}

export const messages: Catalogue = ${entries(messages)};
`;
}

function languageModule(code: string, messages: ReadonlyMap<string, Message>): string {
  return `${generatedFrom(`configs/messages.${code}.toml`)}import type { Catalogue } from './messages.ts';

export const messages: Partial<Catalogue> = ${entries(messages)};
`;
}

function languagesModule(codes: readonly string[]): string {
  const lines = codes.map(
    (code) => `  ${code}: async () => (await import('./messages.${code}.ts')).messages,`,
  );
  return `${generatedFrom('configs/messages.*.toml')}import type { Catalogue } from './messages.ts';

export const languages: Readonly<Record<string, () => Promise<Partial<Catalogue>>>> = {
${lines.join('\n')}
};
`;
}

function entries(messages: ReadonlyMap<string, Message>): string {
  const lines = [...messages].map(
    ([key, message]) => `  ${JSON.stringify(key)}: ${JSON.stringify(message)},`,
  );
  return `{\n${lines.join('\n')}\n}`;
}
