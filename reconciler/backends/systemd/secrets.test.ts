import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../model/secret.ts';
import { environmentFileText } from './secrets.ts';

/** EnvironmentFile= as systemd's load_env_file() reads it, for double-quoted values. */
function readEnvironmentFile(text: string): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  const entry = /([A-Za-z_]\w*)="((?:[^"\\]|\\[\s\S])*)"\n/y;
  while (entry.lastIndex < text.length) {
    const match = entry.exec(text);
    if (match === null) throw new Error('not a file of quoted values');
    read.set(
      match[1] ?? '',
      (match[2] ?? '').replace(/\\([\s\S])/g, (both, next: string) =>
        '"\\`$'.includes(next) ? next : next === '\n' ? '' : both,
      ),
    );
  }
  return read;
}

test('a secret arrives as it is, with quotes, dollars, line breaks and all', () => {
  const value = fc.string({
    unit: fc.constantFrom('"', '\\', '$', '`', "'", '\n', '\t', ' ', '#', 'a', 'é', '%'),
  });
  fc.assert(
    fc.property(value, (secret) => {
      const text = environmentFileText(
        new Map([
          ['B', new Secret('x')],
          ['A', new Secret(secret)],
        ]),
      );
      expect(readEnvironmentFile(text)).toEqual(
        new Map([
          ['A', secret],
          ['B', 'x'],
        ]),
      );
    }),
  );
});

test('a secret that systemd would drop is an error, which does not hold it', () => {
  const bad = new Map([['TOKEN', new Secret('hunter\u0001two')]]);
  expect(() => environmentFileText(bad)).toThrow(/^systemd\.secret: name "TOKEN"$/);
});
