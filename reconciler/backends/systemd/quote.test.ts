import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textProblem } from '../text.ts';
import { quoteCommand, quoteWord, unusableProgram } from './quote.ts';

/**
 * systemd's reading of a line, written anew from systemd.syntax(7) and systemd.service(5): words, C escapes within double
 * quotes, then specifiers, then `$` in arguments.
 */
function readWords(line: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === ' ') {
      at += 1;
      continue;
    }
    expect(line[at]).toBe('"');
    let word = '';
    for (at += 1; line[at] !== '"'; at += 1) {
      if (at >= line.length) throw new Error('the quote never ends');
      if (line[at] !== '\\') word += line[at];
      else {
        at += 1;
        const letter = { n: '\n', t: '\t', '\\': '\\', '"': '"' }[line[at] ?? ''];
        if (letter === undefined) throw new Error(`unknown escape ${line[at]}`);
        word += letter;
      }
    }
    at += 1;
    if (at < line.length) expect(line[at]).toBe(' ');
    words.push(specifiers(word));
  }
  return words;
}

function specifiers(word: string): string {
  return word.replace(/%(.?)/gs, (_, letter: string) => {
    if (letter !== '%') throw new Error(`specifier %${letter}`);
    return '%';
  });
}

function expanded(argument: string): string {
  return argument.replace(/\$(.?)/gs, (_, next: string) => {
    if (next !== '$') throw new Error(`expands $${next}`);
    return '$';
  });
}

/** What execve() gets: the program's path and its arguments. */
function readCommand(line: string): { readonly path: string; readonly argv: readonly string[] } {
  const [first = '', ...rest] = readWords(line);
  if (first.startsWith('@')) return { path: first.slice(1), argv: rest.map(expanded) };
  return { path: first, argv: [first, ...rest].map(expanded) };
}

const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[ "'\\$%{}\n\t;#@:+!&*?a-zé]{0,20}$/),
    fc.constantFrom('', ';', '$HOME', '${A}', '%n', '$$', '\\', '"', "'", '-', '\\x41', 'a\\', '€', '%'),
  )
  .filter((value) => textProblem(value) === null);

test('an argument arrives as it was declared, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (rest) => {
      const command = ['/usr/bin/env', ...rest];
      expect(readCommand(quoteCommand(command, undefined))).toEqual({ path: '/usr/bin/env', argv: command });
    }),
    { numRuns: 500 },
  );
});

test('a value of the environment arrives as it was declared, on one line', () => {
  fc.assert(
    fc.property(text, (value) => {
      const quoted = quoteWord(`NAME=${value}`);
      expect(quoted).not.toMatch(/[\n\r]/);
      expect(readWords(quoted)).toEqual([`NAME=${value}`]);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['/opt/a$b/run', undefined, '/opt/a$b/run'],
  ['/opt/${X}', undefined, '/opt/${X}'],
  ['/opt//x/./run', undefined, '/opt/x/run'],
  ['./run', '/srv/app', '/srv/app/run'],
  ['bin/run', '/srv/app/', '/srv/app/bin/run'],
  ['sleep', undefined, 'sleep'],
])('runs %j in %j as %j, and calls it what it was called', (program, cwd, path) => {
  expect(readCommand(quoteCommand([program, 'x'], cwd))).toEqual({ path, argv: [program, 'x'] });
});

describe('refuses a program that systemd would read as something else:', () => {
  test.each([
    ['', 'program-empty'],
    ['/opt/', 'program-empty'],
    ['/opt/../x', 'program-dot-dot'],
    ['bin/run', 'program-relative'],
    ['@sleep', 'program-prefix'],
    ['-sleep', 'program-prefix'],
    ['+sleep', 'program-prefix'],
    ['!sleep', 'program-prefix'],
    [':sleep', 'program-prefix'],
    ['..', 'program-prefix'],
  ])('%j: %s', (program, why) => {
    expect(unusableProgram(program, undefined)).toBe(why);
  });
});

test.each(['\0', '\u001b[31m', 'a\rb', '\u007f', '\u0007'])(
  'refuses the control character in %j',
  (value) => {
    expect(textProblem(value)).toBe('text-control-character');
  },
);

test('refuses half a surrogate pair, what Unicode calls no character, and what the kernel does not take', () => {
  expect(textProblem('\uffff')).toBe('text-not-unicode');
  expect(textProblem('\u{1fffe}')).toBe('text-not-unicode');
  expect(textProblem('\ufdd0')).toBe('text-not-unicode');
  expect(textProblem('\ud800')).toBe('text-not-unicode');
  expect(textProblem('x'.repeat(131_072))).toBe('text-too-long');
});
