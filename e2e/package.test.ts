import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'provctl-package-'));
const installed = join(folder, 'node_modules', 'provctl');
const bin = join(installed, 'bin', 'provctl.js');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };

/** Packed, and unpacked where nothing else is installed: whatever the bundle lacks cannot be found by accident. */
beforeAll(() => {
  execFileSync('npm', ['pack', '--pack-destination', folder, '--loglevel=error'], {
    cwd: root,
    stdio: 'pipe',
  });
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', [
    '-xzf',
    join(folder, `provctl-${manifest.version}.tgz`),
    '-C',
    installed,
    '--strip-components=1',
  ]);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const provctl = (...args: readonly string[]) =>
  spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, PROVCTL_STATE_DIR: join(folder, 'state') },
  });

/** A repository with one commit. */
function committed(name: string, text: string): string {
  const repository = join(folder, name);
  mkdirSync(repository);
  writeFileSync(join(repository, 'stack.yaml'), text);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=ana', '-c', 'user.email=ana@example.org', ...args], {
      cwd: repository,
    });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'First');
  return repository;
}

describe('the packed program', () => {
  test('holds what it needs and no sources or tests', () => {
    const names = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /\.test\.|^(reconciler|e2e|node_modules)\b/.test(name))).toEqual([]);
    for (const name of ['LICENSE', 'README.md', 'bin/provctl.js', 'dist/library.d.ts'])
      expect(names).toContain(name);
  });

  test('says its version', () => {
    const result = provctl('--version');
    expect([result.stdout.trim(), result.status]).toEqual([`provctl ${manifest.version}`, 0]);
  });

  test('plans a repository', () => {
    const repository = committed('desired', desired);
    const result = provctl('plan', repository, '--detailed-exitcode', '--color', 'never');
    expect(result.stderr).toBe('');
    expect(result.stdout).toContain('sleeper');
    expect(result.status).toBe(2);
  });

  test('speaks ssh without a compiled part', () => {
    const key = join(folder, 'id');
    execFileSync(process.execPath, ['-e', newKey, key]);
    const config = join(folder, 'provctl.toml');
    writeFileSync(config, `[credentials.own]\nauth = ["key"]\nidentityFile = "${key}"\n`);
    const fleet = committed('fleet', desired.replace('local: true', 'fleet: web') + machines);
    const result = provctl('plan', fleet, '--config', config, '--color', 'never');
    expect(result.stdout + result.stderr).toMatch(/127\.0\.0\.1 port 1 refused the connection/);
  });

  test('is a library with types', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { service } from 'provctl';\nconsole.log(JSON.stringify(service('api', '/opt/api').arg('--port').arg('8080').env('A', '1').local().document()));\n`,
    );
    const used = spawnSync(process.execPath, ['use.ts'], { cwd: folder, encoding: 'utf8' });
    expect(used.stderr).toBe('');
    expect(JSON.parse(used.stdout)).toMatchObject({ kind: 'Service', metadata: { name: 'api' } });
    const options = ['--module', 'nodenext', '--strict', '--noEmit', '--types', 'node', '--typeRoots'];
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const types = spawnSync(
      tsc,
      [...options, join(root, 'node_modules', '@types'), '--ignoreConfig', 'use.ts'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect(types.stdout).toBe('');
    expect(types.status).toBe(0);
  });
});

const desired = `apiVersion: provctl.dev/v1
kind: Stack
metadata: { name: packed }
spec: { ownerId: packed-7f3k2m9q, environment: test }
---
apiVersion: provctl.dev/v1
kind: Service
metadata: { name: sleeper }
spec: { backend: process, placement: { local: true }, command: [sleep, '600'] }
`;

const machines = `---
apiVersion: provctl.dev/v1
kind: Fleet
metadata: { name: web }
spec: { machines: [{ name: web-1, address: 127.0.0.1, ssh: { port: 1, credential: own } }] }
`;

/** A key in the form that ssh-keygen would give it with -m PEM. */
const newKey = `const { privateKey } = require('node:crypto').generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
require('node:fs').writeFileSync(process.argv[1], privateKey, { mode: 0o600 });`;
