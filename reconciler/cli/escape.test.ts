import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JournalEvent } from '../model/event.ts';
import { annotation } from './formats/annotations.ts';
import { escapeXml } from './formats/junit.ts';
import { escapeMarkdown } from './formats/markdown.ts';
import { escapeJson, escapeLine } from './screens/escape.ts';
import { clip, render, width } from './screens/line.ts';
import type { FakeEngineOptions } from './testing/fake-engine.ts';
import { changeOf, compiledOf, planOf } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';
import { instanceOf, machineOf, observedOf, serviceOf } from './testing/status-fixtures.ts';

/** What no output may hold, whatever the sink. */
const forbidden = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\x1b]0;owned\x07',
    '\x1b[2J\x1b[H',
    'a\r\nexit 0\n✓ all is well',
    '\u202egnp.exe',
    '\x9b31m',
    '::error::x',
    '</details><script>',
    '| `x` | @everyone',
    '\ud800',
    '\u{e0041}',
  ),
);

describe('nothing hostile reaches a reader as more than text', () => {
  const verbs = [
    ['plan'],
    ['plan', '--color', 'always'],
    ['plan', '--format', 'markdown'],
    ['plan', '--format', 'github'],
    ['plan', '--format', 'junit'],
    ['plan', '-o', 'json'],
    ['diff'],
    ['apply', '-y'],
    ['apply', '-y', '-o', 'json'],
    ['get', 'services', '-o', 'wide'],
    ['get', 'instances'],
    ['get', 'machines'],
    ['get', '-o', 'yaml'],
    ['get', '-o', 'json'],
    ['get', '-o', 'name'],
    ['status'],
    ['tree'],
    ['rollout', 'status'],
    ['logs'],
    ['build', '--render'],
    ['validate'],
    ['validate', '--format', 'github'],
    ['validate', '--format', 'sarif'],
    ['validate', '--format', 'junit'],
    ['doctor'],
    ['events'],
    ['history'],
  ];
  test.each(verbs.map((argv) => [argv.join(' '), argv] as const))('provctl %s', async (_name, argv) => {
    await fc.assert(
      fc.asyncProperty(hostile, fc.boolean(), async (text, tty) => {
        const { io } = await runOn(argv, everythingIs(text), { tty });
        const coloured = argv.includes('always') || tty;
        const seen = `${io.out()}${io.err()}`;
        const shown = coloured ? seen.replace(/\x1b\[(?:[0-9]{1,2}m|[0-9]+F|0J)/g, '') : seen;
        expect(shown).not.toMatch(forbidden);
        expect(shown).not.toContain('inside provctl');
      }),
      { numRuns: 15 },
    );
  });
});

/** Every text that a machine, git or an operator could have chosen. */
function everythingIs(text: string): FakeEngineOptions {
  const at = { file: text, line: 1, column: 1, length: 3 };
  const state = { release: text, definition: null, mark: null, path: text, digest: text, run: text };
  const change = changeOf('update', 'm/i', {
    address: text,
    machine: text,
    instance: text,
    service: text,
    detail: text,
    paths: [{ path: text, before: text, after: `${text}x`, at }],
    before: state,
    after: { ...state, release: `${text}y` },
  });
  const plan = planOf([change, { ...change, action: 'none', held: true }], {
    source: { commit: text, subject: text, branch: text, dirty: true, shallow: false },
    machines: [{ machine: text, reached: false, reason: text, machineId: text }],
    denials: [{ code: 'other-owner', address: text, values: { path: text, owner: text } }],
    hints: [{ code: 'looks-renamed', values: { from: text, to: text } }],
  });
  const event: Omit<JournalEvent, 'sequence' | 'event'> = {
    stack: text,
    actor: text,
    commit: text,
    run: text,
    previousHash: '',
    hash: '',
    at: text,
  };
  return {
    plan,
    compiled: compiledOf([{ severity: 'warning', code: 'x', values: { text }, at, suggestion: text }], {
      [text]: text,
    }),
    fileDiffs: new Map([[text, text]]),
    progress: [
      { kind: 'step', address: text, action: text, state: 'acting', detail: text },
      { kind: 'note', code: text, values: { text } },
    ],
    applied: {
      outcome: 'failed',
      exitCode: 3,
      verdicts: [{ address: text, action: text, state: 'put-back', reason: text }],
    },
    status: {
      stack: text,
      commit: text,
      machines: [machineOf(text, { reached: false, reason: text }), machineOf(text)],
      services: [
        serviceOf(
          text,
          [
            instanceOf(text, text, {
              why: text,
              release: text,
              health: 'Degraded',
              observed: observedOf(text, { kind: 'failed', result: text, exitStatus: 1 }),
            }),
          ],
          { why: text, hold: { by: text, reason: text, since: text, wanted: 'stopped' } },
        ),
      ],
    },
    events: [
      { ...event, sequence: 1, event: { kind: 'run-started', verb: text, plan: null } },
      { ...event, sequence: 2, event: { kind: 'act', verb: text, target: text, reason: text } },
    ],
    overrides: {
      async *logs() {
        yield { machine: text, instance: text, text };
      },
      render: async () => new Map([[text, text]]),
      doctor: async () => [{ subject: text, state: 'failed', detail: text, help: text }],
    },
  };
}

describe('encoders', () => {
  test('a line shows what it does not send', () => {
    expect(escapeLine('a\x1b[31m\n\x07\u202eb\u{e0041}')).toBe('a\\e[31m\\n\\x07\\u{202e}b\\u{e0041}');
  });

  test('JSON means the same after it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = escapeJson(JSON.stringify({ text }, null, 2));
        expect(json).not.toMatch(forbidden);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });

  test('YAML means the same after it', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const wellFormed = text.toWellFormed();
        const { io } = await runOn(['get', 'holds', '-o', 'yaml'], everythingIs(wellFormed));
        expect(parse(io.out())).toMatchObject([{ by: wellFormed, reason: wellFormed }]);
      }),
    );
  });

  test('a GitHub annotation stays one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(annotation('error', { file: text }, text)).not.toMatch(/[\r\n]/);
      }),
    );
    expect(annotation('error', { file: 'a,b:c' }, '50%\n')).toBe('::error file=a%2Cb%3Ac::50%25%0A');
  });

  test('XML has only what XML 1.0 can say', () => {
    expect(escapeXml('<a b="c">&\x00\x1b\n')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;\ufffd\ufffd&#10;');
  });

  test('markdown has no markup from outside', () => {
    expect(escapeMarkdown('<b>[x](y) @all #1 `c`')).toBe('&lt;b&gt;\\[x\\]\\(y\\) &#64;all \\#1 \\`c\\`');
  });

  test('a clipped line is never wider than asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 1, max: 40 }),
        (spans, columns) => {
          expect(width(clip(spans, columns))).toBeLessThanOrEqual(columns);
        },
      ),
    );
    expect(render(clip(['hello ', { text: 'world', look: 'red' }], 8), false)).toBe('hello w…');
  });
});
