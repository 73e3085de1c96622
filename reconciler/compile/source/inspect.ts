import type { Limits } from '../options.ts';
import type { Report } from '../report.ts';
import type { Document, Path } from './document.ts';

/** C0, DEL, C1, line separators, and what makes text read in another order than it is stored (Trojan Source). */
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;
const controlBeyondLines =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

/** Names that mean something to every JavaScript object. */
const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Nobody reads on after so many. */
const enough = 20;

/** What no value may hold, whatever field it is in. False when something was found: nothing further looks at it then. */
export function isHarmless(document: Document, limits: Limits, report: Report): boolean {
  let refused = 0;
  const refuse = (
    code: string,
    path: Path,
    part: 'key' | 'value',
    values: Record<string, string | number>,
  ): void => {
    if (++refused <= enough) report.error(code, document.place(path, part), values);
  };
  const text = (value: string, path: Path, part: 'key' | 'value'): void => {
    const found = (part === 'value' && mayHaveLines(path) ? controlBeyondLines : control).exec(value);
    if (found !== null)
      refuse(isLineEnd(found[0]) ? 'line-break' : 'control-character', path, part, {
        character: codePoint(found[0]),
      });
    else if (!value.isWellFormed()) refuse('lone-surrogate', path, part, {});
  };
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === 'string') text(value, path, 'value');
    else if (typeof value === 'number' && !Number.isFinite(value))
      refuse('number-not-finite', path, 'value', {});
    else if (value instanceof Date) refuse('date', path, 'value', {});
    else if (typeof value !== 'object' || value === null) return;
    else if (path.length > limits.maxDepthCount)
      refuse('too-deep', path, 'value', { most: limits.maxDepthCount });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index]);
    else {
      for (const [key, member] of Object.entries(value)) {
        const below = [...path, key];
        if (reservedKeys.has(key)) refuse('reserved-key', below, 'key', { key });
        else text(key, below, 'key');
        visit(member, below);
      }
    }
  };
  visit(document.value, []);
  return refused === 0;
}

/** Only the content of a file has lines and tabs. */
function mayHaveLines(path: Path): boolean {
  return path.at(-1) === 'content' && path.at(-3) === 'files';
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
