import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';

/** A repository of two packages, and an npm that installs them by writing what the real one writes. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provctl-bootstrap-'));
  mkdirSync(join(folder, 'scripts'));
  cpSync(join(import.meta.dirname, 'bootstrap.mjs'), join(folder, 'scripts/bootstrap.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), lock('1.0.0'));
  writeFileSync(join(folder, 'npm.js'), npm);
  const script = 'console.log(JSON.stringify(process.argv.slice(2))); process.exit(7);';
  writeFileSync(join(folder, 'scripts/say.mjs'), script);
});

afterEach(() => rmSync(folder, { recursive: true }));

const bootstrap = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, [join(folder, 'scripts/bootstrap.mjs'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], npm_execpath: join(folder, 'npm.js'), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test('installs what is missing, says so, and passes arguments and exit code on', () => {
  const first = bootstrap(['scripts/say.mjs', 'a', 'b c']);
  expect(first.stdout).toContain('Installing: the dependencies are not installed yet. Running "npm ci"');
  expect(first.stdout.trim().split('\n').at(-1)).toBe('["a","b c"]');
  expect(first.status).toBe(7);
  expect(readFileSync(join(folder, 'npm.log'), 'utf8')).toContain('ci --include=dev');

  const second = bootstrap(['scripts/say.mjs']);
  expect([second.stdout, second.status]).toEqual(['[]\n', 7]);
});

test('installs again when the lock file has another version', () => {
  bootstrap(['scripts/say.mjs']);
  writeFileSync(join(folder, 'package-lock.json'), lock('1.1.0'));
  expect(bootstrap(['scripts/say.mjs']).stdout).toContain('left is not at the locked version 1.1.0');
  expect(bootstrap(['scripts/say.mjs']).stdout).toBe('[]\n');
});

test('says what to do when the registry cannot be reached', () => {
  const result = bootstrap(['scripts/say.mjs'], { FAIL: '1' });
  expect(result.stderr).toContain('Cannot install the dependencies: "npm ci" failed (it ended with 1)');
  expect([result.status, existsSync(join(folder, 'node_modules'))]).toEqual([1, false]);
});

test('gives a home to what it runs', () => {
  writeFileSync(join(folder, 'scripts/home.mjs'), 'process.exit(process.env.HOME ? 0 : 1);');
  expect(bootstrap(['scripts/home.mjs']).status).toBe(0);
});

test('passes a signal on and ends as the script did', async () => {
  bootstrap(['scripts/say.mjs']);
  const script =
    "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up');";
  writeFileSync(join(folder, 'scripts/wait.mjs'), script);
  const child = spawn(process.execPath, [join(folder, 'scripts/bootstrap.mjs'), 'scripts/wait.mjs']);
  child.stdout.once('data', () => child.kill('SIGTERM'));
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(9);
});

function lock(version: string): string {
  const foreign = { version: '1.0.0', optional: true };
  return JSON.stringify({
    packages: { '': {}, 'node_modules/left': { version }, 'node_modules/foreign': foreign },
  });
}

/** The optional package is for another platform, and is not installed. */
const npm = `const fs = require('fs'), path = require('path');
if (process.env.FAIL) process.exit(1);
const bin = path.join('node_modules', 'node', 'bin');
fs.mkdirSync(bin, { recursive: true });
fs.rmSync(path.join(bin, 'node'), { force: true });
fs.symlinkSync(process.execPath, path.join(bin, 'node'));
fs.appendFileSync('npm.log', process.argv.slice(2).join(' '));
const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
delete lock.packages['node_modules/foreign'];
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify(lock));
`;
