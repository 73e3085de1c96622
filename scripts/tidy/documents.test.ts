import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../step.ts';

test('the changelog follows Keep a Changelog', () => {
  const lines = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split('\n');
  expect(lines[0]).toBe('# Changelog');
  const versions = lines.filter((line) => line.startsWith('## '));
  expect(versions[0]).toBe('## [Unreleased]');
  for (const version of versions.slice(1))
    expect(version).toMatch(/^## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
  const sections = lines.filter((line) => line.startsWith('### ')).map((line) => line.slice(4));
  const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
  expect(sections.filter((section) => !known.includes(section))).toEqual([]);
  for (const line of lines.slice(lines.indexOf('## [Unreleased]')))
    expect(line).toMatch(/^$|^#{2,3} |^- |^ {2}\S/);
});

test('every runtime dependency has its reason, and every reason its dependency', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Record<string, string>;
  };
  const record = readFileSync(join(root, 'docs/adr/0007-runtime-dependencies.md'), 'utf8');
  const reasons = [...record.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
  expect(reasons.map((match) => match[1]).sort()).toEqual(Object.keys(manifest.dependencies).sort());
});

test('decisions are numbered without a gap, and have the same five parts', () => {
  const folder = join(root, 'docs/adr');
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}-/.test(name))
    .sort();
  names.forEach((name, index) => {
    expect(name.slice(0, 4)).toBe(String(index + 1).padStart(4, '0'));
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).toMatch(new RegExp(`^# ${index + 1}\\. `));
    for (const part of ['Status: ', '## Context', '## Decision', '## Consequences'])
      expect(text, name).toContain(part);
  });
});
