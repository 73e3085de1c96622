import { describe, expect, test } from 'vitest';
import { messages } from '../../reconciler/config/generated/messages.ts';
import { literalsOf, programSources } from './sources.ts';

/** Files whose literals of several words are not for a reader of ours. A file that needs it no more fails too. */
const notForPeople: Record<string, string> = {
  'reconciler/backends/launchd/control-text.ts': 'a program for sh',
  'reconciler/backends/launchd/print.ts': 'words that launchctl prints',
  'reconciler/backends/mark.ts': 'a line of a file format',
  'reconciler/cli/completion/scripts.ts': 'programs for shells',
};

const program = programSources();
const literals = program.flatMap(({ path, text }) =>
  literalsOf(text).map((literal) => ({ path, ...literal })),
);
const values = new Set(literals.map(({ value }) => value));
const words = new Set(program.flatMap(({ text }) => text.match(/[A-Za-z][A-Za-z0-9-]*/g) ?? []));
const keys = Object.keys(messages);

describe('every text that a person reads is in the catalogue', () => {
  test('no sentence stands in the code', () => {
    const sentences = literals.filter(({ value }) => isSentence(value));
    const found = sentences.filter(({ path }) => notForPeople[path] === undefined);
    expect(found.map(({ path, line, value }) => `${path}:${line} ${value.slice(0, 80)}`)).toEqual([]);
    const paths = new Set(sentences.map(({ path }) => path));
    expect(Object.keys(notForPeople).filter((path) => !paths.has(path))).toEqual([]);
  });

  test('every error has its message', () => {
    const kinds = program.flatMap(({ text }) =>
      [...text.matchAll(/new ProvctlError\(\s*'([^']+)'/g)].map((match) => match[1] ?? ''),
    );
    const known = new Set(keys);
    expect([...new Set(kinds)].filter((kind) => !known.has(`error.${kind}.message`)).sort()).toEqual([]);
  });

  test('every message is used', () => {
    // `error.${kind}.message` is a key made of data; what stands for the hole must be a word of the program.
    const patterns = [...values]
      .filter((value) => /^[a-z][\w.]*\.\$\{\}|^\$\{\}\./.test(value))
      .map(patternOf);
    const endings = [...values].filter((value) => /^\$\{\}-[a-z]+$/.test(value)).map(patternOf);
    const isKnown = (part: string): boolean =>
      values.has(part) ||
      words.has(part) ||
      endings.some((ending) => values.has(ending.exec(part)?.[1] ?? '…'));
    const isMade = (key: string): boolean =>
      patterns.some((pattern) =>
        pattern
          .exec(key)
          ?.slice(1)
          .every((part) => isKnown(part) || part.split('.').every(isKnown)),
      );
    expect(keys.filter((key) => !values.has(key) && !isMade(key))).toEqual([]);
  });
});

/** Three words in a row; identifiers, flags, paths and formats have none, and programs are for machines. */
function isSentence(value: string): boolean {
  if (isProgram(value)) return false;
  return /(?:^|[^-\w])[A-Za-z][a-z]+ [a-z]+ [a-z]+(?![\w-])/.test(value);
}

/** A text for sh, of several lines, or a command line of ours to copy. */
function isProgram(value: string): boolean {
  return /\n|\\n/.test(value)
    ? /\b(then|esac|done|printf|exec|SELECT|CREATE)\b/.test(value)
    : /^provctl /.test(value);
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.split('${}').map(escaped).join('(.+)')}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&');
}
