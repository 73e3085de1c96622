import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchSource } from './fetch.ts';
import type { Fetched } from './source.ts';
import { type TestRepository, testRepository } from './testing/repository.ts';

let repository: TestRepository;
let head: string;
beforeEach(() => {
  repository = testRepository();
  repository.write('README.md', 'not desired state');
  repository.write('.gitignore', '*.log\n');
  repository.write('production/stack.yaml', 'kind: Stack\n');
  repository.write('production/services/api.yaml', 'kind: Service\n');
  repository.write('base/common.yaml', 'kind: Profile\n');
  head = repository.commit('api 1.4.2, more workers');
});
afterEach(() => repository[Symbol.dispose]());

async function look(folder = 'production', env = repository.env): Promise<Fetched> {
  const cacheDirectory = join(repository.path, 'cache');
  return fetchSource({ kind: 'folder', folder: join(repository.path, folder) }, { cacheDirectory, env });
}

function textOf(fetched: Fetched, path: string): string {
  return Buffer.from(fetched.tree.bytes(path)).toString('utf8');
}

function names(fetched: Fetched, folder: string): readonly string[] {
  return fetched.tree.list(folder).map((entry) => entry.path);
}

it('a folder with a `.git` that is none is not taken for the repository around it', async () => {
  mkdirSync(join(repository.path, 'production/.git'));
  await expect(look()).rejects.toMatchObject({ kind: 'fetch.not-a-repository' });
});

describe('a clean checkout', () => {
  it('is the files of its commit below the folder', async () => {
    const fetched = await look();
    expect(fetched.origin).toBe(repository.path);
    expect(fetched.tree.folder).toBe('production');
    expect(fetched.tree.source).toEqual({
      commit: head,
      subject: 'api 1.4.2, more workers',
      branch: 'main',
      dirty: false,
      shallow: false,
    });
    expect(fetched.tree.list('production')).toEqual([
      { path: 'production/services/api.yaml', kind: 'file', sizeBytes: 14 },
      { path: 'production/stack.yaml', kind: 'file', sizeBytes: 12 },
    ]);
    expect(textOf(fetched, 'production/stack.yaml')).toBe('kind: Stack\n');
  });

  it('may be the whole repository', async () => {
    const fetched = await look('.');
    expect(fetched.tree.folder).toBe('');
    expect(names(fetched, 'base')).toEqual(['base/common.yaml']);
    expect(fetched.tree.list('')).toHaveLength(5);
    expect(fetched.tree.source.dirty).toBe(false);
  });

  it('stays as it was when it was first read', async () => {
    const fetched = await look();
    repository.write('production/stack.yaml', 'later');
    expect(textOf(fetched, 'production/stack.yaml')).toBe('kind: Stack\n');
    expect(fetched.tree.source.dirty).toBe(false);
  });

  it('ignores what git ignores, and changes in other folders', async () => {
    repository.write('production/debug.log', 'noise');
    repository.write('README.md', 'changed');
    const fetched = await look();
    expect(names(fetched, 'production')).toHaveLength(2);
    expect(fetched.tree.source.dirty).toBe(false);
  });

  it('is found though a hook says another repository', async () => {
    const env = {
      ...repository.env,
      GIT_DIR: '/nonexistent',
      GIT_WORK_TREE: '/',
      GIT_INDEX_FILE: '/nonexistent',
    };
    expect((await look('production', env)).tree.source).toMatchObject({ commit: head, dirty: false });
  });

  it('has no branch when a commit is checked out', async () => {
    repository.git('checkout', '--quiet', '--detach');
    expect((await look()).tree.source.branch).toBe('');
  });

  it('may be a linked work tree', async () => {
    repository.git('worktree', 'add', '--quiet', '-b', 'other', join(repository.path, 'linked'));
    const fetched = await look('linked/production');
    expect(fetched.tree.source).toMatchObject({ branch: 'other', commit: head, dirty: false });
  });

  it('tells files from links and submodules, and follows none', async () => {
    symlinkSync('/etc/passwd', join(repository.path, 'production/passwd'));
    symlinkSync('../base', join(repository.path, 'production/base'));
    mkdirSync(join(repository.path, 'production/module'));
    repository.git('update-index', '--add', '--cacheinfo', `160000,${head},production/module`);
    repository.git('add', 'production/passwd', 'production/base');
    repository.git('commit', '--quiet', '-m', 'links');
    const fetched = await look();
    const kinds = fetched.tree.list('production').map((entry) => `${entry.path} ${entry.kind}`);
    expect(kinds).toContain('production/base link');
    expect(kinds).toContain('production/passwd link');
    expect(kinds).toContain('production/module other');
    expect(fetched.tree.source.dirty).toBe(false);
    expect(() => fetched.tree.bytes('production/passwd')).toThrow('fetch.link');
    expect(() => fetched.tree.bytes('production/base/common.yaml')).toThrow('fetch.not-a-file');
    expect(() => fetched.tree.bytes('production/module')).toThrow('fetch.not-a-file');
    expect(fetched.tree.list('production/base')).toEqual([]);
  });

  it('is read from git where the work tree has the files in another form', async () => {
    repository.write('.gitattributes', '*.yaml text eol=crlf\n');
    repository.commit('line endings');
    rmSync(join(repository.path, 'production/stack.yaml'));
    repository.git('checkout', '--quiet', '--', '.');
    expect(readFileSync(join(repository.path, 'production/stack.yaml'), 'utf8')).toBe('kind: Stack\r\n');
    const fetched = await look();
    expect(textOf(fetched, 'production/stack.yaml')).toBe('kind: Stack\n');
    expect(fetched.tree.source.dirty).toBe(false);
  });

  it('is the commit’s even where git was told not to look', async () => {
    repository.git('update-index', '--assume-unchanged', 'production/stack.yaml');
    repository.write('production/stack.yaml', 'hidden change');
    expect(textOf(await look(), 'production/stack.yaml')).toBe('kind: Stack\n');
  });
});

describe('a dirty checkout', () => {
  it('is the work tree: changed, new, removed and staged files', async () => {
    repository.write('production/stack.yaml', 'changed');
    repository.write('production/new/web.yaml', 'new');
    repository.write('production/staged.yaml', 'staged');
    repository.git('add', 'production/staged.yaml');
    rmSync(join(repository.path, 'production/services/api.yaml'));
    const fetched = await look();
    expect(fetched.tree.source).toMatchObject({ commit: head, dirty: true });
    expect(names(fetched, 'production')).toEqual([
      'production/new/web.yaml',
      'production/stack.yaml',
      'production/staged.yaml',
    ]);
    expect(textOf(fetched, 'production/stack.yaml')).toBe('changed');
    expect(textOf(fetched, 'production/new/web.yaml')).toBe('new');
  });

  it.each([
    ['a changed file', () => repository.write('production/stack.yaml', 'kind: stack\n')],
    ['a new file', () => repository.write('production/new.yaml', '')],
    ['a removed file', () => rmSync(join(repository.path, 'production/stack.yaml'))],
    [
      'a file that became a link',
      () => {
        rmSync(join(repository.path, 'production/stack.yaml'));
        symlinkSync('../README.md', join(repository.path, 'production/stack.yaml'));
      },
    ],
    [
      'a folder that became a link',
      () => {
        rmSync(join(repository.path, 'production/services'), { recursive: true });
        symlinkSync('../base', join(repository.path, 'production/services'));
      },
    ],
  ])('is dirty by %s', async (_name, change) => {
    change();
    const fetched = await look();
    expect(fetched.tree.source.dirty).toBe(true);
    for (const { path, kind } of fetched.tree.list('production'))
      if (kind === 'file') expect(fetched.tree.bytes(path)).toBeDefined();
  });

  it('is dirty by an included folder as soon as that was asked for', async () => {
    repository.write('base/new.yaml', 'new');
    const fetched = await look();
    expect(fetched.tree.source.dirty).toBe(false);
    expect(names(fetched, 'base')).toEqual(['base/common.yaml', 'base/new.yaml']);
    expect(fetched.tree.source.dirty).toBe(true);
  });
});

describe('reading', () => {
  it('never leaves the repository', async () => {
    const fetched = await look();
    for (const path of [
      '../x',
      '/etc/passwd',
      'production/../../x',
      '.git/config',
      '',
      'production/./stack.yaml',
    ])
      expect(() => fetched.tree.bytes(path), path).toThrow('fetch.not-a-file');
    expect(fetched.tree.list('..')).toEqual([]);
    expect(fetched.tree.list('.git')).toEqual([]);
  });

  it('refuses a file over the limit, and one that is only a pointer', async () => {
    repository.write('production/large.bin', 'x'.repeat(1_048_577));
    repository.write(
      'production/lfs.bin',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
    );
    repository.commit('large');
    const fetched = await look();
    expect(fetched.tree.source.dirty).toBe(false);
    expect(() => fetched.tree.bytes('production/large.bin')).toThrow('fetch.file-too-large');
    expect(() => fetched.tree.bytes('production/lfs.bin')).toThrow('fetch.lfs-pointer');
  });

  it('does not hang on a pipe in the work tree', async () => {
    rmSync(join(repository.path, 'production/stack.yaml'));
    execFileSync('mkfifo', [join(repository.path, 'production/stack.yaml')]);
    const fetched = await look();
    expect(fetched.tree.source.dirty).toBe(true);
    expect(() => fetched.tree.bytes('production/stack.yaml')).toThrow('fetch.not-a-file');
  });
});

describe('ancestors', () => {
  it('are HEAD, what came before it, and nothing else', async () => {
    const next = repository.commit('next');
    repository.git('checkout', '--quiet', '-b', 'side', head);
    const side = repository.commit('side');
    repository.git('checkout', '--quiet', 'main');
    const blob = repository.git('rev-parse', 'HEAD:README.md');
    const fetched = await look();
    const asked = [head, next, side, blob, 'f'.repeat(40), '--all', 'HEAD', ''];
    expect(await fetched.ancestors(asked)).toEqual(new Set([next, head]));
    expect(await fetched.ancestors([])).toEqual(new Set());
  });
});

describe('what cannot be read says why', () => {
  it('no repository', async () => {
    rmSync(join(repository.path, '.git'), { recursive: true });
    await expect(look()).rejects.toMatchObject({ kind: 'fetch.not-a-repository' });
    writeFileSync(join(repository.path, '.git'), 'nonsense');
    await expect(look()).rejects.toMatchObject({
      kind: expect.stringMatching(/not-a-repository|git-failed/),
    });
  });

  it('no folder, or a file', async () => {
    await expect(look('staging')).rejects.toMatchObject({ kind: 'fetch.no-folder' });
    await expect(look('README.md')).rejects.toMatchObject({ kind: 'fetch.not-a-folder' });
  });

  it('no commit', async () => {
    repository.git('checkout', '--quiet', '--orphan', 'empty');
    await expect(look()).rejects.toMatchObject({ kind: 'fetch.no-commit' });
  });

  it('no git', async () => {
    const env = { ...repository.env, PATH: '/nonexistent' };
    await expect(look('production', env)).rejects.toMatchObject({ kind: 'fetch.no-git' });
  });

  it.runIf(process.getuid?.() === 0)('another user’s repository', async () => {
    chownSync(join(repository.path, '.git'), 12345, 12345);
    chownSync(repository.path, 12345, 12345);
    await expect(look()).rejects.toMatchObject({ kind: 'fetch.other-owner' });
  });
});

it('runs nothing that the repository names', async () => {
  const proof = join(repository.path, '.git/ran');
  const trap = join(repository.path, '.git/trap');
  writeFileSync(trap, `#!/bin/sh\ntouch ${proof}\ncat\n`);
  chmodSync(trap, 0o755);
  for (const name of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman'])
    writeFileSync(join(repository.path, '.git/hooks', name), `#!/bin/sh\ntouch ${proof}\n`, { mode: 0o755 });
  repository.write('.gitattributes', '* filter=trap diff=trap\n');
  repository.commit('attributes');
  for (const [key, value] of [
    ['core.fsmonitor', trap],
    ['filter.trap.clean', trap],
    ['filter.trap.smudge', trap],
    ['filter.trap.required', 'true'],
    ['diff.external', trap],
    ['diff.trap.textconv', trap],
    ['core.pager', trap],
    ['core.sshCommand', trap],
  ] as const)
    repository.git('config', key, value);
  repository.write('production/stack.yaml', 'changed');
  repository.write('production/new.yaml', 'new');
  // The test's own git has run hooks by now.
  rmSync(proof, { force: true });
  const fetched = await look();
  expect(textOf(fetched, 'production/stack.yaml')).toBe('changed');
  expect(existsSync(proof)).toBe(false);
});
