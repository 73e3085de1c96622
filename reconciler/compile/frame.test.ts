import { describe, expect, it } from 'vitest';
import type { Problem } from '../model/problem.ts';
import { frame } from './frame.ts';

const words: Readonly<Record<string, string>> = {
  'cli.problems.error': 'error:',
  'cli.problems.warning': 'warning:',
  'problem.bad': 'this is bad',
  'expected.bad': 'something good',
  'frame.expected': 'expected {expected}.',
  'cli.problems.did-you-mean': 'Did you mean {name}?',
};

const say = (key: string, values: Readonly<Record<string, unknown>>) =>
  words[key]?.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])) ?? null;

function shown(text: string, at: Partial<Problem['at']>, more: Partial<Problem> = {}): string {
  const place = { file: 'a.yaml', line: 1, column: 1, length: 1, ...at };
  const problem: Problem = { severity: 'error', code: 'bad', values: {}, at: place, ...more };
  return frame(problem, new Map([['a.yaml', text]]), say)
    .map((line) => line.text)
    .join('\n');
}

describe('frame', () => {
  it('shows the line with its neighbours, what would be right, and what may have been meant', () => {
    expect(shown('one\ntwo three\nfour\n', { line: 2, column: 5, length: 5 }, { suggestion: 'tree' })).toBe(
      `error: this is bad
  ┌─ a.yaml:2:5
1 │ one
2 │ two three
  │     ^^^^^ expected something good. Did you mean tree?
3 │ four`,
    );
  });

  it('puts the mark under wide characters', () => {
    expect(shown('漢字: x', { column: 5, length: 1 }).split('\n').at(-1)).toBe(
      '  │       ^ expected something good.',
    );
  });

  it('cuts a long line around the place', () => {
    const [, , source = '', mark = ''] = shown(`${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`, {
      column: 5001,
      length: 4,
    }).split('\n');
    expect(source.length).toBeLessThan(140);
    expect(source.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('HERE');
  });

  it('lets no control character of the text through', () => {
    expect(shown('a\x1b[31m\u202e\tb\r', { column: 1 })).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]|\u202e/);
  });

  it('shows places that belong together below each other', () => {
    const at = (file: string, line: number) => ({ file, line, column: 3, length: 1 });
    const related = [
      { at: at('services/api.yaml', 25), text: 'api → web' },
      { at: at('web.yaml', 4), text: 'web → api' },
    ];
    expect(shown('', {}, { related })).toBe(`error: this is bad
  ┌─ services/api.yaml:25:3   api → web
  └─ web.yaml:4:3             web → api
  expected something good.`);
  });

  it('says what it can of a problem without a place or a text', () => {
    expect(frame({ severity: 'warning', code: 'other', values: {}, at: null }, new Map(), say)).toEqual([
      { kind: 'title', text: 'warning: other' },
    ]);
  });
});
