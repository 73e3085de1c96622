import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../model/digest.ts';
import type { Mark } from '../model/observed.ts';
import { sampleDefinition } from '../testing/samples.ts';
import { hashMark, installedOf, type MarkStyle, markLines, readMarked, xmlMark } from './mark.ts';

const styles: Record<string, MarkStyle> = {
  'comments with #': hashMark,
  'comments with # after the body': { ...hashMark, atEnd: true },
  'XML comments': xmlMark,
  'XML comments after a declaration': { ...xmlMark, preamble: '<?xml version="1.0"?>\n' },
};

const mark: Mark = {
  owner: 'shop-1',
  machineId: 'm',
  path: '/x/--y',
  service: 'api',
  instance: 'api',
  release: 'abc',
  specHash: 'v1:1',
  restartHash: 'v1:2',
  reloadHash: 'v1:3',
  commit: 'c',
  protected: true,
};

describe.each(Object.entries(styles))('a mark in %s', (_, style) => {
  test('comes back as it was written, whatever the body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (word, body) => {
        const definition = sampleDefinition({ command: ['/opt/api', word, '--', '-->', '\n# provctl: {}'] });
        const content = markLines(mark, definition, `${body.toWellFormed()}\n`, style);
        expect(readMarked(content, style)).toEqual({ mark, definition, edited: false });
      }),
    );
  });

  test('shows every edit of the bytes after its first line', () => {
    const content = markLines(mark, sampleDefinition(), 'one\ntwo\n', style);
    const first = content.indexOf('\n', style.preamble.length) + 1;
    fc.assert(
      fc.property(fc.integer({ min: first, max: content.length - 1 }), (at) => {
        const edited = `${content.slice(0, at)}${content[at] === 'Z' ? 'Y' : 'Z'}${content.slice(at + 1)}`;
        expect(readMarked(edited, style)?.edited).toBe(true);
        expect(readMarked(content.slice(0, at), style)?.edited).toBe(true);
      }),
    );
  });

  test('stays ours when somebody adds lines behind it', () => {
    const definition = sampleDefinition();
    const content = `${markLines(mark, definition, 'one\n', style)}added\nby hand`;
    expect(readMarked(content, style)).toEqual({ mark, definition, edited: true });
  });

  test('is never seen in other content, nor does any content break the reader', () => {
    fc.assert(
      fc.property(fc.string(), (content) => {
        expect(readMarked(content, style)).toBeNull();
      }),
    );
    const start = `${style.preamble}${style.prefix}Managed by provctl; do not edit. sha256=`;
    fc.assert(
      fc.property(fc.string(), (rest) => {
        expect(readMarked(start + rest, style)).toEqual({ mark: null, definition: null, edited: true });
      }),
    );
  });
});

test('an XML comment of ours holds no double hyphen', () => {
  const content = markLines(mark, sampleDefinition({ command: ['---', '-->', '--'] }), '', xmlMark);
  for (const line of content.trimEnd().split('\n')) {
    expect(line.startsWith('<!-- ') && line.endsWith(' -->')).toBe(true);
    expect(line.slice(4, -3)).not.toContain('--');
  }
});

test('a file whose mark cannot be read belongs to nobody', () => {
  const good = markLines(mark, sampleDefinition(), 'body\n');
  const lost = good.replace('"owner":"shop-1"', '"owner":7');
  expect(installedOf('/f', lost, sha256(lost))).toEqual({
    kind: 'foreign',
    path: '/f',
    digest: sha256(lost),
    content: lost,
  });
  expect(installedOf('/f', null, '')).toEqual({ kind: 'absent' });
  expect(installedOf('/f', good, sha256(good))).toMatchObject({ kind: 'marked', edited: false });
  // Read as text it looks the same, its bytes are not.
  expect(installedOf('/f', good, 'other')).toMatchObject({ kind: 'marked', edited: true });
});
