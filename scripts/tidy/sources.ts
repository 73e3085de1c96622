import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../step.ts';

export interface Source {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Every file that git tracks or would track, so that nothing generated or installed is judged. */
export function trackedFiles(pattern: RegExp): readonly Source[] {
  return trackedPaths()
    .filter((path) => pattern.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

let paths: readonly string[] | null = null;

function trackedPaths(): readonly string[] {
  paths ??= execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
    .split('\0')
    .filter((path) => path !== '')
    .sort();
  return paths;
}

/** The program itself: no tests, nothing generated, no stand-ins for tests. */
export function programSources(): readonly Source[] {
  return trackedFiles(/^reconciler\/.*\.ts$/).filter(
    ({ path }) => !path.endsWith('.test.ts') && !/\/(generated|testing|testdata)\//.test(path),
  );
}

export interface Literal {
  readonly line: number;
  /** `${…}` in a template is `${}` here. */
  readonly value: string;
}

/**
 * The string literals of a source. A scanner of this size cannot know every place where a slash begins a regular
 * expression; it looks at the token before it, which is right for formatted code.
 */
export function literalsOf(text: string): readonly Literal[] {
  const literals: Literal[] = [];
  let index = 0;
  let line = 1;
  let before = '';
  const skip = (length: number): void => {
    for (const character of text.slice(index, index + length)) if (character === '\n') line++;
    index += length;
  };
  while (index < text.length) {
    const rest = text.slice(index, index + 2);
    const character = text[index] ?? '';
    if (rest === '//') skip(lengthUntil(text, index, '\n'));
    else if (rest === '/*') skip(lengthUntil(text, index + 2, '*/') + 4);
    else if (character === "'" || character === '"') {
      const length = quotedLength(text, index);
      literals.push({ line, value: text.slice(index + 1, index + length - 1) });
      skip(length);
      before = 'a';
    } else if (character === '`') {
      const length = templateLength(text, index);
      const value = text.slice(index + 1, index + length - 1);
      literals.push({ line, value: withoutHoles(value) });
      for (const hole of holesOf(value)) literals.push(...literalsOf(hole).map((one) => ({ ...one, line })));
      skip(length);
      before = 'a';
    } else if (character === '/' && /[=(,:[!&|?{};\n]/.test(before === '' ? '\n' : before)) {
      skip(regexLength(text, index));
      before = 'a';
    } else {
      if (!/\s/.test(character)) before = character;
      skip(1);
    }
  }
  return literals;
}

function lengthUntil(text: string, from: number, end: string): number {
  const found = text.indexOf(end, from);
  return (found === -1 ? text.length : found) - from;
}

function quotedLength(text: string, from: number): number {
  let index = from + 1;
  while (index < text.length && text[index] !== text[from]) index += text[index] === '\\' ? 2 : 1;
  return index - from + 1;
}

function regexLength(text: string, from: number): number {
  let index = from + 1;
  let inClass = false;
  while (index < text.length && text[index] !== '\n' && (inClass || text[index] !== '/')) {
    if (text[index] === '[') inClass = true;
    if (text[index] === ']') inClass = false;
    index += text[index] === '\\' ? 2 : 1;
  }
  return index - from + 1;
}

function templateLength(text: string, from: number): number {
  let index = from + 1;
  while (index < text.length && text[index] !== '`') {
    if (text[index] === '\\') index += 2;
    else if (text.startsWith('${', index)) index += holeLength(text, index);
    else index++;
  }
  return index - from + 1;
}

function holeLength(text: string, from: number): number {
  let index = from + 2;
  let depth = 1;
  while (index < text.length && depth > 0) {
    const character = text[index] ?? '';
    if (character === '`') index += templateLength(text, index);
    else if (character === "'" || character === '"') index += quotedLength(text, index);
    else {
      if (character === '{') depth++;
      if (character === '}') depth--;
      index++;
    }
  }
  return index - from;
}

function withoutHoles(template: string): string {
  let out = '';
  for (let index = 0; index < template.length; ) {
    if (template.startsWith('${', index)) {
      out += '${}';
      index += holeLength(template, index);
    } else out += template[index++];
  }
  return out;
}

function holesOf(template: string): readonly string[] {
  const holes: string[] = [];
  for (let index = 0; index < template.length; ) {
    if (template[index] === '\\') index += 2;
    else if (template.startsWith('${', index)) {
      const length = holeLength(template, index);
      holes.push(template.slice(index + 2, index + length - 1));
      index += length;
    } else index++;
  }
  return holes;
}
