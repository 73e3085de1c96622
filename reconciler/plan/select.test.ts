import { describe, expect, test } from 'vitest';
import { noOptions } from './input.ts';
import { unknownNames } from './select.ts';

const changes = [
  { machine: 'web-1', service: 'api', instance: 'api' },
  { machine: 'web-1', service: 'api', instance: 'api@2' },
];

describe('names of nothing', () => {
  test.each(['api', 'api@2', 'web-1/api', 'web-1/*', '*'])('%s is something', (name) => {
    expect(unknownNames({ ...noOptions, targets: [name] }, changes)).toEqual([]);
  });

  test.each(['apl', 'api@3', 'web-2/api', 'api/web-1'])(
    '%s is told once, however often it is said',
    (name) => {
      const imperative = { verb: 'restart', names: [name] } as const;
      expect(unknownNames({ ...noOptions, targets: [name], imperative }, changes)).toEqual([name]);
    },
  );

  test('an exclude that excludes nothing harms nobody', () => {
    expect(unknownNames({ ...noOptions, excludes: ['apl'] }, changes)).toEqual([]);
  });
});
