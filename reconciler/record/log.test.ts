import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ProvctlError } from '../model/error.ts';
import { openLog } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provctl-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes trouble as one JSON line, readable by its owner only, with secrets taken out', async () => {
  const file = join(folder, 'deep', 'provctl.log');
  const log = await openLog({ level: 'warn', file });
  log.trouble('web-1', new ProvctlError('transport.refused', { machine: 'web-1', password: 'hunter2' }));
  const line = JSON.parse(readFileSync(file, 'utf8').trim());
  expect(line).toMatchObject({
    level: 40,
    msg: 'web-1',
    kind: 'transport.refused',
    context: { machine: 'web-1', password: '(secret)' },
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('is silent without a file', async () => {
  const log = await openLog(null);
  log.trouble('web-1', new Error('x'));
});
