import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { definitionOf, markOf, rootContext } from '../../testing/systemd-samples.ts';
import { forgetText } from './forget-text.ts';
import { observeText } from './observe-text.ts';
import { renderUnit } from './unit.ts';

/** The two programs that run on the machine, here with a manager that answers from an environment variable. */
const folder = mkdtempSync(join(tmpdir(), 'provctl-systemd-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bin = join(folder, 'bin');
mkdirSync(bin);
writeFileSync(
  join(bin, 'systemctl'),
  '#!/bin/sh\nprintf "%s\\n" "$*" >>"$CALLS"\nprintf "%s" "$SHOWN"\nexit "${STATUS:-0}"\n',
  {
    mode: 0o755,
  },
);

function look(directory: string, units: readonly string[], shown: string, status = 0) {
  const calls = join(directory, 'calls');
  const result = spawnSync('sh', ['-c', observeText, 'sh', 'system', directory, 'shop-1', ...units], {
    encoding: 'utf8',
    env: { PATH: `${bin}:${process.env['PATH']}`, SHOWN: shown, CALLS: calls, STATUS: String(status) },
  });
  const sections = new Map(
    result.stdout
      .split(/^#/m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1).trim()]),
  );
  return { sections, status: result.status, calls: () => readFileSync(calls, 'utf8') };
}

const unit = renderUnit(rootContext, definitionOf(), markOf(definitionOf()));

function machine(name: string, files: Readonly<Record<string, string>>): string {
  const directory = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

test('asks once, for what was asked and what else is ours, timers beside', () => {
  const directory = machine('found', {
    'api.service': unit,
    'api.timer': 'x',
    'other.service': unit.replaceAll('"owner":"shop-1"', '"owner":"else"'),
    'ours two.service': unit,
    'adopted.service.d/50-provctl.conf': unit,
    'web.service.d/a.conf': '',
  });
  const { sections, calls } = look(directory, ['web.service'], 'MainPID=0\n');
  expect(sections.get('units')).toBe('web.service\napi.service\nadopted.service\napi.timer');
  expect(sections.get('drops')?.split('\n')).toEqual([
    join(directory, 'web.service.d/a.conf'),
    join(directory, 'adopted.service.d/50-provctl.conf'),
  ]);
  expect(calls().trim().split('\n')).toHaveLength(1);
  expect(calls()).toMatch(/ -- web\.service api\.service adopted\.service api\.timer\n$/);
});

test('gives files byte for byte, a foreign one from where the manager found it', () => {
  const bytes = '#end\n\u0000é\n';
  const directory = machine('bytes', { 'api.service': bytes });
  const foreign = join(machine('vendor', { 'web.service': '#paths\n' }), 'web.service');
  const shown = `FragmentPath=${join(directory, 'api.service')}\n\nFragmentPath=${foreign}\n\nFragmentPath=/nope\n`;
  const { sections } = look(directory, ['api.service', 'web.service'], shown);
  expect(sections.get('paths')).toBe(`${join(directory, 'api.service')}\n${foreign}`);
  expect(Buffer.from(sections.get('files') ?? '', 'base64').toString('utf8')).toBe(`${bytes}#paths\n`);
});

test('asked for nothing where there is nothing, it does not show the manager itself', () => {
  const directory = machine('nothing', { x: '' });
  const { sections, status } = look(directory, [], 'Version=252\n');
  expect([...sections.keys()]).toContain('end');
  expect(sections.get('show')).toBe('');
  expect(status).toBe(0);
});

test('says so when the manager did not answer', () => {
  const { sections } = look(machine('down', { x: '' }), ['api.service'], '', 1);
  expect(sections.has('failed')).toBe(true);
});

test('sees the start and the environment of a running process', () => {
  const { sections } = look(machine('alive', { x: '' }), ['api.service'], `MainPID=${process.pid}\n`);
  expect(Buffer.from(sections.get('stat') ?? '', 'base64').toString()).toMatch(
    new RegExp(`^${process.pid} \\(`),
  );
});

test('forgetting leaves the unit as it was without us, with its mode', () => {
  const directory = machine('forget', { 'api.service': unit });
  const path = join(directory, 'api.service');
  expect(spawnSync('sh', ['-c', forgetText, 'sh', path, join(directory, 'gone')]).status).toBe(0);
  const left = readFileSync(path, 'utf8');
  expect(left.startsWith('[Unit]\n')).toBe(true);
  expect(left).not.toContain('X-Provctl');
  expect(left).toContain('ExecStart=');
  expect(statSync(path).mode & 0o777).toBe(0o644);
});
