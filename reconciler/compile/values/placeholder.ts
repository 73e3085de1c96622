/** `{{`, or an identifier between braces; neither counts after `$`, so that variables of shells and makefiles stay as they are. */
const placeholder =
  /\$\{\{?|\{\{|\{([A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9_/-](?:[A-Za-z0-9._/-]*[A-Za-z0-9_/-])?)?)\}/g;

/** What a name stands for; null: there is no such name here. */
export type Lookup = (name: string) => string | null;

/** Longer than any text of a definition may be: variables in variables' places must not fill the memory. */
const maxLength = 1_048_576;

export interface Expansion {
  /** Null: it would be longer than a text may be. */
  readonly text: string | null;
  readonly unknown: readonly string[];
}

/**
 * Replaces placeholders once: what was put in is not looked at again. `release` is kept as it is, since its value
 * depends on the hash of the very definition it stands in.
 */
export function expand(text: string, lookup: Lookup): Expansion {
  if (!text.includes('{')) return { text, unknown: [] };
  const unknown: string[] = [];
  let length = text.length;
  const expanded = text.replace(placeholder, (all, name: string | undefined) => {
    if (name === undefined) return all === '{{' ? '{' : all;
    if (name === 'release') return all;
    const value = lookup(name);
    if (value === null) unknown.push(name);
    length += value?.length ?? 0;
    return length > maxLength ? '' : (value ?? all);
  });
  return { text: length > maxLength ? null : expanded, unknown };
}

/**
 * Whether `{release}` in an expanded text would be taken for the placeholder though it was written as `{{release}`, or
 * came out of a variable.
 */
export function hidesRelease(text: string, expanded: string): boolean {
  const kept = [...text.matchAll(placeholder)].filter((match) => match[1] === 'release').length;
  return expanded.split('{release}').length - 1 !== kept;
}
