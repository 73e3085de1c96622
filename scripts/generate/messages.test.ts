import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, otherLanguages, placeholders } from './messages.ts';

const root = join(import.meta.dirname, '../..');
const english = catalogue(root, 'messages.toml');

describe.each(otherLanguages(root))('the catalogue in %s', (code) => {
  const other = catalogue(root, `messages.${code}.toml`);

  it('has the same keys', () => {
    expect([...other.keys()]).toEqual([...english.keys()]);
  });

  it('has the same placeholders in each text', () => {
    const differing = [...english].filter(
      ([key, message]) => String(placeholders(other.get(key) ?? '')) !== String(placeholders(message)),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});

describe('placeholders', () => {
  it('are names between braces, not escaped ones', () => {
    expect(placeholders('{b} and {a}, {{release} and {a}')).toEqual(['a', 'b']);
  });

  it('of a text with plural forms contain the count', () => {
    expect(placeholders({ one: 'a file', other: '{count} files of {folder}' })).toEqual(['count', 'folder']);
  });
});
