import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inRepository, isNormalAbsolute, isTaken } from './path.ts';
import { expand, hidesRelease } from './placeholder.ts';
import { amountFrom, durationMs, sizeBytes } from './quantity.ts';
import { matches, parseSelector } from './selector.ts';

describe('quantities', () => {
  it.each([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1m1ms', 60_001],
    ['2d', 172_800_000],
  ])('reads %s', (written, ms) => expect(durationMs(written)).toBe(ms));

  it.each([
    ['512Mi', 536_870_912],
    ['10M', 10_000_000],
    ['4096', 4096],
  ])('reads %s', (written, bytes) => expect(sizeBytes(written)).toBe(bytes));

  it('reads amounts', () =>
    expect([amountFrom(3), amountFrom('25%')]).toEqual([{ count: 3 }, { percent: 25 }]));
});

describe('selectors', () => {
  it.each([
    ['role=web', true],
    ['role==web', true],
    ['role!=web', false],
    ['role!=db', true],
    ['zone in (a, b),role', true],
    ['zone notin (a)', false],
    ['zone notin (c)', true],
    ['missing!=x', true],
    ['missing', false],
    ['!missing', true],
    ['!role', false],
    ['empty=', true],
    ['toString', false],
  ])('%s', (written, expected) => {
    const selector = parseSelector(written);
    if ('part' in selector) throw new Error(selector.part);
    expect(matches(selector, { role: 'web', zone: 'a', empty: '' })).toBe(expected);
  });

  it.each(['', 'a=b=c', 'a in b', 'a in ()', 'a,,b', '=x', 'a in (b', 'a b'])('refuses "%s"', (written) => {
    expect(parseSelector(written)).toHaveProperty('part');
  });
});

describe('placeholders', () => {
  const lookup = (name: string) => (name === 'name' ? 'api' : null);

  it.each([
    ['{name}', 'api', []],
    ['{{name}', '{name}', []],
    ['{{{name}}}', '{api}}', []],
    ['${name} ${{name}} $${name}', '${name} ${{name}} $${name}', []],
    ['{release}/x', '{release}/x', []],
    ['{"a": 1} { name } {1} {}', '{"a": 1} { name } {1} {}', []],
    ['{nmae}', '{nmae}', ['nmae']],
    ['{vars.a-b.c}', '{vars.a-b.c}', ['vars.a-b.c']],
  ])('%s', (text, expanded, unknown) => expect(expand(text, lookup)).toEqual({ text: expanded, unknown }));

  it('are not looked for in what was filled in', () => {
    expect(expand('{name}', () => '{name}{{').text).toBe('{name}{{');
  });

  it('tell when text would become one later', () => {
    expect(hidesRelease('{{release}', '{release}')).toBe(true);
    expect(hidesRelease('{vars.x}', '{release}')).toBe(true);
    expect(hidesRelease('{release}{name}', '{release}api')).toBe(false);
  });

  it('leave any text without braces alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll('{', '');
        expect(expand(plain, lookup)).toEqual({ text: plain, unknown: [] });
      }),
    );
  });
});

describe('paths', () => {
  it.each(['/', '/a/', '//a', '/a//b', '/a/./b', '/a/../b', 'a', '', '/..'])('refuses %s', (path) =>
    expect(isNormalAbsolute(path)).toBe(false),
  );

  it('stays in the repository', () => {
    expect(inRepository('a/b', '../c/d')).toBe('a/c/d');
    expect(inRepository('a', '..')).toBe('');
    expect(inRepository('a', '../../x')).toBeNull();
    expect(inRepository('', '/etc/passwd')).toBeNull();
    expect(inRepository('a', 'b\\..\\c')).toBeNull();
  });

  it.each(['/etc/systemd/system/x.service', '/proc/1', '/var/lib/provctl', '/root/.local/state/provctl/x'])(
    'leaves %s alone',
    (path) => expect(isTaken(path)).toBe(true),
  );
});
