import { describe, expect, it } from 'vitest';
import { checkedUrl, refOf } from './remote-name.ts';

describe('names', () => {
  it.each([
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=x',
    'ext::sh -c x',
    'fd::17',
    'ftp://example.org/a',
    'https://example.org/a\nb',
    ' https://example.org/a',
    '',
  ])('refuses the url %j', (url) => {
    expect(() => checkedUrl(url)).toThrow('fetch.bad-url');
  });

  it.each(['https://ana:pw@example.org/a', 'https://token@example.org/a', 'ssh://ana:pw@example.org/a'])(
    'refuses the password in %j and does not repeat it',
    (url) => {
      expect(() => checkedUrl(url)).toThrow('fetch.password-in-url');
      expect(() => checkedUrl(url)).not.toThrow(/pw|token/);
    },
  );

  it.each([
    'https://example.org/a.git',
    'ssh://git@example.org:2222/a.git',
    'git@example.org:a/b.git',
    'file:///srv/a.git',
    '/srv/a.git',
  ])('takes the url %j as it is', (url) => {
    expect(checkedUrl(url)).toBe(url);
  });

  it.each([
    '-x',
    'a..b',
    'a b',
    'a~1',
    'a:b',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a.lock',
    'a@{1}',
    '@',
    '',
    'a\u0000',
    'a*',
  ])('refuses the branch %j', (branch) => {
    expect(() => refOf({ branch })).toThrow('fetch.bad-revision');
  });
});
