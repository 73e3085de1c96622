import { afterEach, describe, expect, it } from 'vitest';
import { ProvctlError } from '../model/error.ts';
import { describeError, languageOf, text, textOf, useLanguage } from './text.ts';

afterEach(async () => await useLanguage('en'));

describe('text', () => {
  it('fills placeholders in and never expands what was filled in', () => {
    expect(text('error.unexpected.message', { detail: 'a {detail} of {help}' })).toBe(
      'Something went wrong inside provctl: a {detail} of {help}',
    );
  });

  it('speaks another language after it was chosen, and English for one that it does not know', async () => {
    await useLanguage('es');
    expect(text('error.unexpected.message', { detail: 'x' })).toBe('Algo falló dentro de provctl: x');
    await useLanguage('xx');
    expect(text('error.unexpected.message', { detail: 'x' })).toContain('Something went wrong');
  });

  it('has no text for a key that only the object prototype knows', () => {
    expect(textOf('toString', {})).toBeNull();
    expect(textOf('problem.no-such-code', {})).toBeNull();
  });
});

describe('languageOf', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'POSIX' }, 'en'],
    [{ LANG: 'es_MX.UTF-8' }, 'es'],
    [{ LANG: 'es_ES.UTF-8', LC_ALL: 'de_DE' }, 'de'],
    [{ LANG: 'de_DE', LC_MESSAGES: 'es' }, 'es'],
    [{ LC_ALL: 'de_DE', PROVCTL_LANG: 'es' }, 'es'],
    [{ LC_ALL: '', LANG: 'es@euro' }, 'es'],
  ])('of %j is %s', (env, code) => expect(languageOf(env)).toBe(code));
});

describe('describeError', () => {
  it('calls what was interrupted so, and no bug', () => {
    const { kind, message } = describeError(AbortSignal.abort().reason);
    expect(kind).toBe('interrupted');
    expect(message).toMatch(/^Interrupted/);
  });

  it('says an unknown error as one of ours, with what it said itself', () => {
    expect(describeError(new TypeError('x is undefined'))).toMatchObject({
      kind: 'unexpected',
      message: 'Something went wrong inside provctl: x is undefined',
    });
  });

  it('keeps the kind of an error that the catalogue does not know', () => {
    expect(describeError(new ProvctlError('no.such-kind', { path: '/a' }))).toMatchObject({
      kind: 'no.such-kind',
      message: expect.stringContaining('/a'),
    });
  });
});
