import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unmet } from '../e2e/needs.ts';
import { sum } from './step.ts';
import { cannotRun, needsOf } from './test.ts';

test('reads from a suite what it needs', () => {
  expect(needsOf("const lacks = unmet(['root', 'systemd-nspawn']);")).toEqual(['root', 'systemd-nspawn']);
  expect(needsOf('describe("needs nothing")')).toEqual([]);
});

test('says which suites cannot run here, and why', () => {
  const folder = mkdtempSync(join(tmpdir(), 'provctl-suites-'));
  const path = process.env['PATH'];
  try {
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep/traced.test.ts'), "const lacks = unmet(['no-such-need', 'terraform']);");
    writeFileSync(join(folder, 'any.test.ts'), '');
    process.env['PATH'] = folder;
    const why = unmet(['terraform']);
    expect(cannotRun(folder)).toEqual(why === null ? [] : [{ suite: 'e2e/deep/traced.test.ts', why }]);
    writeFileSync(join(folder, 'terraform'), '');
    expect(cannotRun(folder)).toEqual([]);
  } finally {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  }
});

test('adds up steps and tests', () => {
  const one = { passed: 1, failed: 0, skipped: 2 };
  expect(sum([one, one, { passed: 0, failed: 3, skipped: 0 }])).toEqual({ passed: 2, failed: 3, skipped: 4 });
});
