import { expect, test } from 'vitest';
import { rootContext, userContext } from '../../testing/systemd-samples.ts';
import { logs, logText } from './logs.ts';

test('asks the journal for the units, the last lines, a time, and to go on', () => {
  expect(logs(rootContext, ['api', 'web@2'], { lines: 50, follow: true, since: 1700 })).toEqual([
    'journalctl',
    '--output=json',
    '--output-fields=MESSAGE',
    '--all',
    '--no-pager',
    '--quiet',
    '--lines=50',
    '--follow',
    '--since=@1700',
    '--unit=api.service',
    '--unit=web:2.service',
  ]);
  expect(logs(userContext, ['api'], { lines: 1, follow: false, since: null })).toEqual(
    expect.arrayContaining(['journalctl', '--user', '--user-unit=api.service']),
  );
});

test.each([
  ['a text', '{"MESSAGE":"hello\\nworld","__CURSOR":"x"}', 'hello\nworld'],
  ['bytes that are no text', '{"MESSAGE":[104,105,255]}', 'hi\ufffd'],
  ['a field given twice', '{"MESSAGE":["a","b"]}', 'a\nb'],
  ['none', '{"MESSAGE":null}', null],
  ['no field', '{"__CURSOR":"x"}', null],
  ['what is no journal line', '-- Boot 1 --', '-- Boot 1 --'],
  ['half a line', '{"MESSAGE":"a', '{"MESSAGE":"a'],
])('reads a message that is %s', (_, line, text) => {
  expect(logText(line)).toBe(text);
});
