import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../model/digest.ts';
import type { Mutation } from '../model/operation.ts';
import { Secret } from '../model/secret.ts';
import { markFor, sampleContext } from '../testing/process-samples.ts';
import { sampleDefinition } from '../testing/samples.ts';
import { processBackend } from './process/process.ts';
import { expandRelease, managedFileOperations, releaseOperations } from './release.ts';
import { systemdBackend } from './systemd/systemd.ts';
import { unpackText } from './unpack.ts';

const context = sampleContext;
const bytes = (text: string) => new TextEncoder().encode(text);

function puts(operations: readonly Mutation[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const operation of operations) {
    if (operation.kind !== 'put') continue;
    const { content, path, mode } = operation;
    found[`${path.replace(context.ownerDirectory, '')} ${mode}`] =
      'file' in content ? `from ${content.file}` : new TextDecoder().decode(bytes(content.bytes.toString()));
  }
  return found;
}

test('{release} is the release, or what its artifact was unpacked to', () => {
  const definition = sampleDefinition({
    command: ['{release}/bin/api', '--{release}{release}'],
    env: { HOME: '{release}', TOKEN: { secret: 'token', digest: '' } },
    cwd: '{release}/x',
    reload: { command: ['{release}/reload'] },
    checks: [
      {
        name: 'up',
        probe: { kind: 'command', command: ['{release}/check'] },
        intervalMs: 1,
        timeoutMs: 1,
        successes: 1,
        failures: 1,
      },
    ],
  });
  const root = `${context.ownerDirectory}/releases/r1`;
  const expanded = expandRelease(context, definition, 'r1');
  expect(expanded).toMatchObject({
    command: [`${root}/bin/api`, `--${root}${root}`],
    env: { HOME: root, TOKEN: { secret: 'token', digest: '' } },
    cwd: `${root}/x`,
    reload: { command: [`${root}/reload`] },
  });
  expect(expanded.checks[0]?.probe).toEqual({ kind: 'command', command: [`${root}/check`] });
  const packed = { ...definition, artifact: { source: 'a.tar', sha256: 'f'.repeat(64) } };
  expect(expandRelease(context, packed, 'r1').cwd).toBe(`${root}/artifact/x`);
});

test('a release is staged with its definition last and its secrets for nobody else', () => {
  const content = 'hello';
  const files = [{ path: '/etc/a', digest: sha256(content), mode: '0640', onChange: 'none' as const }];
  const env = { B: { secret: 's', digest: 'd' }, A: 'plain' };
  const definition = sampleDefinition({ files: [...files, ...files], env });
  const mark = markFor(context, definition, 'a');
  const parts = {
    contents: new Map([[sha256(content), bytes(content)]]),
    secrets: new Map([['s', new Secret('two\nlines')]]),
  };
  const staged = releaseOperations(processBackend, context, definition, mark, parts);
  const release = `/releases/${mark.release}`;
  expect(Object.keys(puts(staged))).toEqual([
    `${release}/files/${sha256(content)} 0600`,
    `${release}/secrets.env 0600`,
    `${release}/definition.json 0600`,
  ]);
  expect(puts(staged)[`${release}/secrets.env 0600`]).toBe('B:2 two\nlines\n');
  const onSystemd = releaseOperations(
    systemdBackend,
    context,
    { ...definition, backend: 'systemd' },
    mark,
    parts,
  );
  expect(puts(onSystemd)[`${release}/secrets.systemd.env 0600`]).toBe('B="two\nlines"\n');
  // A put-back without git writes nothing over what the machine has.
  const bare = releaseOperations(processBackend, context, definition, mark, {
    contents: new Map(),
    secrets: new Map(),
  });
  expect(Object.keys(puts(bare))).toEqual([`${release}/definition.json 0600`]);
});

test('a managed file is replaced only while it is what was seen', () => {
  const file = { path: '/etc/a', digest: 'd1', mode: '0640', onChange: 'reload' as const };
  const definition = sampleDefinition({ files: [file] });
  const put = (seen: string | null) => managedFileOperations(context, definition, 'r1', { '/etc/a': seen });
  const from = { file: `${context.ownerDirectory}/releases/r1/files/d1` };
  const again = managedFileOperations(context, definition, 'r1', { '/etc/a': 'd1' }, definition);
  expect(again).toEqual([]);
  // Right bytes that nobody knows the rights of.
  expect(put('d1')).toMatchObject([{ mode: '0640', when: { kind: 'digest', digest: 'd1' } }]);
  expect(put(null)).toEqual([
    { kind: 'put', path: '/etc/a', content: from, mode: '0640', when: { kind: 'absent', path: '/etc/a' } },
  ]);
  expect(put('d0')[0]).toMatchObject({ when: { kind: 'digest', path: '/etc/a', digest: 'd0' } });
  const before = sampleDefinition({ files: [{ ...file, mode: '0600' }] });
  const changed = managedFileOperations(context, definition, 'r1', { '/etc/a': 'd1' }, before);
  expect(changed).toMatchObject([{ mode: '0640', when: { kind: 'digest', digest: 'd1' } }]);
});

test('an artifact is unpacked whole or not at all, and once', () => {
  const root = mkdtempSync(join(tmpdir(), 'provctl-unpack-'));
  try {
    mkdirSync(join(root, 'in/bin'), { recursive: true });
    writeFileSync(join(root, 'in/bin/api'), 'v1', { mode: 0o755 });
    const packed = join(root, 'artifact.packed');
    execFileSync('tar', ['-C', join(root, 'in'), '-czf', packed, '.']);
    const release = join(root, 'release');
    mkdirSync(release);
    const unpack = (name: string) =>
      spawnSync('sh', ['-c', unpackText, 'sh', release, packed, name], { encoding: 'utf8' });
    expect(unpack('api-1.tar.gz')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(release, 'artifact/bin/api'), 'utf8')).toBe('v1');
    writeFileSync(packed, 'not an archive');
    expect(unpack('api-1.tar.gz').status).toBe(0);
    expect(readFileSync(join(release, 'artifact/bin/api'), 'utf8')).toBe('v1');
    rmSync(join(release, 'artifact'), { recursive: true });
    writeFileSync(packed, 'not an archive');
    expect(unpack('api-1.tar.gz').status).not.toBe(0);
    expect(existsSync(join(release, 'artifact'))).toBe(false);
    expect(unpack('one file')).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(join(release, 'artifact'))).toEqual(['one file']);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
