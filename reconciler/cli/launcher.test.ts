import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A package whose launcher runs on a Node that says it is old; its own runtime is a shell script. */
let root = '';
let launcher = '';
const oldNode = () => ['-r', join(root, 'old.cjs'), launcher];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'provctl-launcher-'));
  launcher = join(root, 'bin', 'provctl.js');
  await mkdir(join(root, 'bin'));
  await copyFile(join(import.meta.dirname, '..', '..', 'bin', 'provctl.js'), launcher);
  await writeFile(join(root, 'package.json'), '{"name":"provctl","version":"1.2.3","type":"module"}');
  await writeFile(
    join(root, 'old.cjs'),
    "Object.defineProperty(process, 'versions', { value: { node: '20.1.0' } });",
  );
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

async function runtime(script: string): Promise<void> {
  const path = join(root, 'node_modules', 'node', 'bin', 'node');
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\nshift 3\n${script}\n`);
  await chmod(path, 0o755);
}

function launch(args: readonly string[]) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...oldNode(), ...args], {
    encoding: 'utf8',
  });
  return { status, signal, stdout, stderr };
}

test('tells its version on any Node, by a link too', async () => {
  const link = join(root, 'link');
  await symlink(launcher, link);
  for (const path of [launcher, link]) {
    const { stdout, status } = spawnSync(process.execPath, [path, '--version'], { encoding: 'utf8' });
    expect([stdout, status]).toEqual(['provctl 1.2.3\n', 0]);
  }
  expect(launch(['--version']).stdout).toBe('provctl 1.2.3\n');
});

test('on an old Node without a runtime of its own it says which version is needed', () => {
  const { status, stderr, stdout } = launch(['plan']);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^provctl needs Node 24 or newer; this is v.*\n$/);
});

describe('on an old Node with the repository’s own runtime', () => {
  test('words arrive as they are, and the exit code is passed on', async () => {
    await runtime(`printf '%s|' "$@"; exit 7`);
    const { status, stdout } = launch(['apply', 'a b', '', '--', '$x']);
    expect([status, stdout]).toEqual([7, 'apply|a b||--|$x|']);
  });

  test('a signal is passed down, the deadly one up', async () => {
    await runtime(
      `trap 'echo finishing; trap - TERM; kill -TERM $$' INT; echo ready; for i in $(seq 200); do sleep 0.05; done`,
    );
    const child = spawn(process.execPath, [...oldNode(), 'apply'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      out += text;
      if (text.includes('ready')) child.kill('SIGINT');
    });
    const [code, signal] = await once(child, 'close');
    expect([code, signal, out]).toEqual([null, 'SIGTERM', 'ready\nfinishing\n']);
  });
});
