import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Compiled } from '../compile/compiled.ts';
import { run } from './main.ts';
import { fakeIo } from './testing/fake-io.ts';
import { compiledOf } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provctl-completion-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function program(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text);
  await chmod(join(folder, name), 0o755);
}

describe('completion for bash, in bash', () => {
  test.each([
    ['pl', ['plan']],
    ['plan --target ', ['api', 'web']],
    ['plan -o ', ['human', 'json']],
    ['plan --json', ['--json-out']],
    ['--color never restart w', ['web']],
    ['rollout ', ['retry', 'status']],
    ['rollout retry a', ['api']],
    ['rollout retry api w', ['web']],
    ['lease break ', ['m1']],
    ['get m', ['machines']],
  ])('provctl %s', async (line, expected) => {
    await program('provctl', '#!/bin/sh\n[ "$2" = machines ] && echo m1 || printf "api\\nweb\\n"\n');
    const { io } = await runOn(['completion', 'bash']);
    const words = ['provctl', ...line.split(' ')];
    const script = `${io.out()}
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _provctl; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync('bash', ['--norc', '--noprofile', '-c', script, 'bash', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: `${folder}${delimiter}${process.env['PATH']}` },
    });
    expect(out.trimEnd().split('\n').sort()).toEqual(expected);
  });
});

test.each(['zsh', 'fish'])('completion for %s knows every option of plan', async (shell) => {
  const { code, io } = await runOn(['completion', shell]);
  expect(code).toBe(0);
  for (const option of ['allow-dirty', 'detailed-exitcode', 'json-out', 'state-dir'])
    expect(io.out()).toContain(option);
});

describe('__complete', () => {
  const desired = compiledOf([]).desired;
  const named = (names: readonly string[]): Compiled => ({
    ...compiledOf([]),
    desired: desired && {
      ...desired,
      machines: names.map((name) => ({ name, connection: { kind: 'local' }, labels: {}, fleet: null })),
    },
  });

  test('gives names, and none that a shell would expand', async () => {
    const compiled = named(['web-1', '$(reboot)', '`id`', 'a b', 'web-1']);
    expect((await runOn(['__complete', 'machines'], { compiled })).io.out()).toBe('web-1\n');
  });

  test('never complains', async () => {
    const io = fakeIo();
    const code = await run(['__complete', 'services'], io, async () => {
      throw new Error('no engine');
    });
    expect([code, io.out(), io.err()]).toEqual([0, '', '']);
    expect((await runOn(['__complete', 'nonsense'])).code).toBe(0);
  });
});

describe('provctl NAME', () => {
  test('runs provctl-NAME from PATH with the words after it and gives its exit code', async () => {
    await program('provctl-hello', `#!/bin/sh\nprintf '%s|' "$@" > '${folder}/seen'\nexit 7\n`);
    const { code } = await runOn(['hello', '--help', 'a b'], {}, { env: { PATH: folder }, cwd: folder });
    expect(code).toBe(7);
    expect(execFileSync('cat', [join(folder, 'seen')], { encoding: 'utf8' })).toBe('--help|a b|');
  });

  test('never runs one from a relative entry of PATH, or one that is no program', async () => {
    await writeFile(join(folder, 'provctl-data'), 'x');
    for (const [name, PATH] of [
      ['hello', '.'],
      ['data', folder],
      ['../x', folder],
    ] as const)
      expect((await runOn([name], {}, { env: { PATH }, cwd: folder })).code).toBe(64);
  });
});
