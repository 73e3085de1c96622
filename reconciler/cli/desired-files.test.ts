import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runOn } from './testing/screens.ts';

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'provctl-fmt-'));
});
afterEach(async () => {
  await rm(cwd, { recursive: true });
});

describe('fmt', () => {
  const untidy = 'kind:   Service\napiVersion: provctl.dev/v1 # first\n';

  test('writes what compile reads, and nothing that services install or links point to', async () => {
    await mkdir(join(cwd, 'files'));
    await mkdir(join(cwd, '.git'));
    await writeFile(join(cwd, 'a.yaml'), untidy);
    await writeFile(join(cwd, 'files', 'b.yaml'), untidy);
    await writeFile(join(cwd, '.git', 'c.yaml'), untidy);
    await writeFile(join(cwd, 'broken.yaml'), 'a: [');
    await symlink('files/b.yaml', join(cwd, 'link.yaml'));

    const checked = await runOn(['fmt', '--check'], {}, { cwd });
    expect([checked.code, checked.io.out()]).toEqual([1, 'would rewrite a.yaml\n']);
    expect(checked.io.err()).toContain('left broken.yaml alone');
    expect(await readFile(join(cwd, 'a.yaml'), 'utf8')).toBe(untidy);

    expect((await runOn(['fmt'], {}, { cwd })).io.out()).toBe('rewrote a.yaml\n');
    expect(await readFile(join(cwd, 'a.yaml'), 'utf8')).not.toBe(untidy);
    for (const path of ['files/b.yaml', '.git/c.yaml'])
      expect(await readFile(join(cwd, path), 'utf8')).toBe(untidy);

    const again = await runOn(['fmt', '--check'], {}, { cwd });
    expect([again.code, again.io.out()]).toEqual([0, '✓ 2 files, formatted.\n']);
  });

  test('a folder that is not there is an error', async () => {
    const { code, io } = await runOn(['fmt', 'nowhere'], {}, { cwd });
    expect(code).toBe(1);
    expect(io.err()).toContain('Cannot read the folder');
  });
});

describe('explain', () => {
  test('tells a field, its type, what is possible and what is below', async () => {
    const { code, io } = await runOn(['explain', 'service.spec.restart']);
    expect(code).toBe(0);
    expect(io.out()).toMatch(/^service\.spec\.restart {2}object\n/);
    expect(io.out()).toContain('  policy  string  default: on-failure\n');
  });

  test('guesses what was meant', async () => {
    const { code, io } = await runOn(['explain', 'service.spec.restrat']);
    expect(code).toBe(64);
    expect(io.err()).toContain('did you mean "service.spec.restart"?');
  });

  test('without a word tells the kinds; its fields complete', async () => {
    expect((await runOn(['explain'])).io.out()).toContain('  service\n');
    expect((await runOn(['__complete', 'fields'])).io.out()).toContain('service.spec.restart.policy\n');
  });
});
