import fc from 'fast-check';
import { stringify as tomlText } from 'smol-toml';
import { Document } from 'yaml';

/** A good service, written in many ways that mean the same. The seed chooses the order of keys, quotes and comments. */
export interface WrittenService {
  readonly value: Readonly<Record<string, unknown>>;
  yaml(seed: number): string;
  toml(seed: number): string;
}

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const text = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((value) =>
    value
      .toWellFormed()
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff{}]/g, '_'),
  );
const duration = fc.integer({ min: 1, max: 500 }).map((seconds) => `${seconds}s`);

const spec = fc.record(
  {
    placement: fc.constant({ local: true }),
    command: fc.array(text, { maxLength: 4 }).map((rest) => ['/bin/run', ...rest]),
    description: text,
    backend: fc.constantFrom('auto', 'systemd', 'process'),
    env: fc.dictionary(
      fc.stringMatching(/^[A-OQ-Z_][A-Z0-9_]{0,8}$/),
      fc.oneof(text, fc.record({ secret: word })),
    ),
    stop: fc.record(
      { signal: fc.constantFrom('SIGTERM', 'SIGINT'), timeout: duration },
      { requiredKeys: [] },
    ),
    restart: fc.record(
      { policy: fc.constantFrom('no', 'always'), burst: fc.integer({ min: 0, max: 9 }), window: duration },
      { requiredKeys: [] },
    ),
    limits: fc.record(
      { memory: fc.constantFrom('512Mi', '10M'), cpus: fc.constantFrom(0.5, 2) },
      { requiredKeys: [] },
    ),
    files: fc.uniqueArray(word, { maxLength: 3 }).map((names) =>
      names.map((name) => ({
        path: `/etc/provided/{name}/${name}`,
        content: `of ${name}\n\tlines\n`,
        mode: '0640',
      })),
    ),
    boot: fc.boolean(),
    protected: fc.boolean(),
  },
  { requiredKeys: ['placement', 'command'] },
);

export const services: fc.Arbitrary<WrittenService> = fc.tuple(word, spec).map(([name, of]) => {
  const value = {
    apiVersion: 'provctl.dev/v1',
    kind: 'Service',
    metadata: { name: `s-${name}`, labels: { tier: name } },
    spec: of,
  };
  return {
    value,
    yaml: (seed: number) => yamlText(value, numbersFrom(seed)),
    toml: (seed: number) => tomlText(shuffled(value, numbersFrom(seed)) as Record<string, unknown>),
  };
});

/** A small generator (mulberry32), so that a counter-example can be repeated. */
export function numbersFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, next));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => ({ key, member, at: next() }));
  return Object.fromEntries(
    members.sort((a, b) => a.at - b.at).map(({ key, member }) => [key, shuffled(member, next)]),
  );
}

function yamlText(value: unknown, next: () => number): string {
  const document = new Document(shuffled(value, next));
  if (next() < 0.5) document.commentBefore = ' a comment';
  return document.toString({
    defaultStringType: next() < 0.3 ? 'QUOTE_DOUBLE' : 'PLAIN',
    defaultKeyType: 'PLAIN',
    collectionStyle: next() < 0.3 ? 'flow' : 'any',
    indent: next() < 0.5 ? 2 : 4,
    indentSeq: next() < 0.5,
    lineWidth: next() < 0.5 ? 0 : 40,
    singleQuote: next() < 0.5,
  });
}
