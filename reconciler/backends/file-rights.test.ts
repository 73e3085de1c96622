import { expect, test } from 'vitest';
import { hasRights } from '../model/file-rights.ts';
import { rightsIn, rightsQuestions } from './file-rights.ts';

const answered = (stdout: string) =>
  ({ kind: 'exited', status: 2, timedOut: false, stdout, stderr: 'ls: …', truncated: false }) as const;

test('reads what GNU, BSD and busybox print', () => {
  const paths = ['/a b', '/l', '/s', '/acl', '/gone'];
  const rights = rightsIn(paths, [
    answered(
      `-rw-r----- 1 root root 5 Nov 28 20:24 /a b
lrwxrwxrwx    1 root     wheel         9 Nov 28 20:24 /l -> /a b
-rwsr-x--T  1 www-data  staff  10 Jan  1  2020 /s
-rw-rw-rw-+ 1 root root 5 Nov 28 20:24 /acl
-rw-r--r-- 1 root root 5 Nov 28 20:24 /not-asked
total 12
`,
    ),
  ]);
  expect(rights).toEqual({
    '/a b': { isLink: false, mode: '0640', owner: 'root', group: 'root' },
    '/l': { isLink: true, mode: '0777', owner: 'root', group: 'wheel' },
    '/s': { isLink: false, mode: '5750', owner: 'www-data', group: 'staff' },
    '/acl': { isLink: false, mode: '0666', owner: 'root', group: 'root' },
  });
});

test('asks for nothing where no file is managed, and never for too many at once', () => {
  expect(rightsQuestions([])).toEqual([]);
  expect(rightsQuestions(Array.from({ length: 401 }, (_, index) => `/${index}`))).toHaveLength(3);
});

test('a file has its rights when all that is declared is so', () => {
  const file = { path: '/a', digest: 'd', mode: '0640', onChange: 'none' } as const;
  const seen = { isLink: false, mode: '0640', owner: 'root', group: 'adm' };
  expect(hasRights({ '/a': seen }, file)).toBe(true);
  expect(hasRights({ '/a': seen }, { ...file, owner: 'root', group: '4' })).toBe(true);
  expect(hasRights({ '/a': seen }, { ...file, owner: 'www' })).toBe(false);
  expect(hasRights({ '/a': seen }, { ...file, group: 'www' })).toBe(false);
  expect(hasRights({ '/a': { ...seen, mode: '0666' } }, file)).toBe(false);
  expect(hasRights({ '/a': { ...seen, isLink: true } }, file)).toBe(false);
  expect(hasRights(undefined, file)).toBe(true);
  expect(hasRights({}, file)).toBe(true);
});
