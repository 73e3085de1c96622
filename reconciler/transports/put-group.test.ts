import { describe, expect, it } from 'vitest';
import type { Mutation } from '../model/operation.ts';
import { putGroup, putGroups } from './put-group.ts';

const put = (path: string, more: object = {}) =>
  ({ kind: 'put', path, content: { bytes: 'text' }, mode: '0644', ...more }) as const;

function groups(...operations: Mutation[]): readonly string[] {
  return putGroups(operations).map((group) =>
    'puts' in group ? group.puts.map(({ path }) => path).join(' ') : group.operation.kind,
  );
}

describe('neighbouring puts', () => {
  it('are one group', () => {
    expect(groups(put('/a'), put('/b'), { kind: 'remove', path: '/c' }, put('/d'))).toEqual([
      '/a /b',
      'remove',
      '/d',
    ]);
  });

  it('are apart where one looks at what another writes', () => {
    expect(groups(put('/a'), put('/a'))).toEqual(['/a', '/a']);
    expect(groups(put('/a'), put('/b', { content: { file: '/a' } }))).toEqual(['/a', '/b']);
    expect(groups(put('/a'), put('/b', { when: { kind: 'absent', path: '/a' } }))).toEqual(['/a', '/b']);
    const prints = { kind: 'output', argv: ['cat', '/a'], equals: '' } as const;
    expect(groups(put('/a'), put('/b', { when: prints }), put('/c'))).toEqual(['/a', '/b /c']);
    expect(groups(put('/a', { when: { kind: 'absent', path: '/a' } }), put('/b'))).toEqual(['/a /b']);
  });

  it('share what they have in common, and their contents are no part of the operations', () => {
    const sections = [Buffer.alloc(0)];
    const raw = new Uint8Array([0]);
    const text = putGroup(
      [
        put('/a', { content: { bytes: 'one\ntwo' } }),
        put('/b', { content: { bytes: raw } }),
        put('/c', { owner: 'app', group: 'www' }),
      ],
      sections,
    );
    expect(text).toBe('puts 3 1 2\n0644\n\n0644\napp:www\n0 t\n/a\n\n0 2\n/b\n\n1 t\n/c\n\n');
    expect(sections.slice(1).map(String)).toEqual(['2 0\none\ntwo\n1 0\ntext\n', '\0']);
  });
});
