import { ProvctlError } from '../model/error.ts';
import type { MessageValues } from '../model/problem.ts';
import { languages } from './generated/languages.ts';
import { type Catalogue, type MessageKey, type MessagePlaceholders, messages } from './generated/messages.ts';

type ValuesOf<Key extends MessageKey> = [MessagePlaceholders[Key]] extends [never]
  ? []
  : [values: Readonly<Record<MessagePlaceholders[Key], MessageValues[string]>>];

let language = 'en';
let catalogue: Partial<Catalogue> = messages;

/** The text of the catalogue in the reader's language, with its placeholders filled in. */
export function text<Key extends MessageKey>(key: Key, ...values: ValuesOf<Key>): string {
  return fill(key, values[0] ?? {});
}

/** For keys made of data (`problem.CODE`); null when the catalogue has none of that name. */
export function textOf(key: string, values: MessageValues): string | null {
  return isMessageKey(key) ? fill(key, values) : null;
}

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(messages, key);
}

/** Loads the catalogue of a language; one that there is none for means English. */
export async function useLanguage(code: string): Promise<void> {
  const load = Object.hasOwn(languages, code) ? languages[code] : undefined;
  catalogue = load === undefined ? messages : await load();
  language = load === undefined ? 'en' : code;
}

/** Language code by the order of locale(7), ours first: `es_MX.UTF-8` is `es`. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): string {
  const locale = env['PROVCTL_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'en';
  return /^[a-z]{2}(?=$|[_.@-])/.exec(locale.toLowerCase())?.[0] ?? 'en';
}

export interface ErrorDescription {
  readonly kind: string;
  readonly message: string;
  readonly help?: string;
}

/** What a reader is told of an error, whoever threw it. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof Error && error.name === 'AbortError') {
    return {
      kind: 'interrupted',
      message: text('error.interrupted.message'),
      help: text('error.interrupted.help'),
    };
  }
  if (error instanceof ProvctlError) {
    const values = contextValues(error);
    const message = textOf(`error.${error.kind}.message`, values);
    const help = textOf(`error.${error.kind}.help`, values);
    if (message !== null) return { kind: error.kind, message, ...(help === null ? {} : { help }) };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    kind: error instanceof ProvctlError ? error.kind : 'unexpected',
    message: text('error.unexpected.message', { detail }),
    help: text('error.unexpected.help'),
  };
}

function contextValues(error: ProvctlError): MessageValues {
  return Object.fromEntries(
    Object.entries(error.context).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : String(value ?? ''),
    ]),
  );
}

function fill(key: MessageKey, values: MessageValues): string {
  const message = catalogue[key] ?? messages[key];
  const template = typeof message === 'string' ? message : pluralForm(message, values['count']);
  return template.replace(/\{\{|\{([a-zA-Z][a-zA-Z0-9]*)\}/g, (all, name: string | undefined) => {
    if (name === undefined) return '{';
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return all;
    return typeof value === 'object' ? value.join(', ') : String(value);
  });
}

function pluralForm(
  forms: Readonly<Record<string, string>>,
  count: MessageValues[string] | undefined,
): string {
  const category = new Intl.PluralRules(language).select(Number(count));
  return forms[category] ?? forms['other'] ?? '';
}
