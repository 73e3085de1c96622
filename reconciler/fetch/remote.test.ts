import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchSource } from './fetch.ts';
import type { Fetched, Revision } from './source.ts';
import { type TestRepository, testRepository } from './testing/repository.ts';

let repository: TestRepository;
let cacheDirectory: string;
let first: string;
beforeEach(() => {
  repository = testRepository();
  cacheDirectory = mkdtempSync(join(tmpdir(), 'provctl-cache-'));
  repository.write('production/stack.yaml', 'kind: Stack\n');
  first = repository.commit('first');
});
afterEach(() => {
  repository[Symbol.dispose]();
  rmSync(cacheDirectory, { recursive: true, force: true });
});

async function fetchIt(
  revision: Revision,
  url = `file://${repository.path}`,
  folder = 'production',
): Promise<Fetched> {
  return fetchSource({ kind: 'repository', url, revision, folder }, { cacheDirectory, env: repository.env });
}

describe('a repository by its url', () => {
  it('is the files of the commit that its branch names now', async () => {
    const before = await fetchIt({ branch: 'main' });
    repository.write('production/stack.yaml', 'kind: Stack # more\n');
    const second = repository.commit('second');
    const after = await fetchIt({ branch: 'main' });
    expect(before.tree.source).toEqual({
      commit: first,
      subject: 'first',
      branch: 'main',
      dirty: false,
      shallow: false,
    });
    expect(after.tree.source.commit).toBe(second);
    expect(Buffer.from(after.tree.bytes('production/stack.yaml')).toString()).toBe('kind: Stack # more\n');
    expect(Buffer.from(before.tree.bytes('production/stack.yaml')).toString()).toBe('kind: Stack\n');
    expect(await after.ancestors([first, second])).toEqual(new Set([first, second]));
    expect(readdirSync(join(cacheDirectory, 'git'))).toHaveLength(1);
    expect(statSync(join(cacheDirectory, 'git')).mode & 0o777).toBe(0o700);
  });

  it('does not see what is not committed', async () => {
    repository.write('production/stack.yaml', 'changed');
    const fetched = await fetchIt({ branch: 'main' }, repository.path);
    expect(Buffer.from(fetched.tree.bytes('production/stack.yaml')).toString()).toBe('kind: Stack\n');
    expect(fetched.tree.source.dirty).toBe(false);
  });

  it('follows a branch that was rewritten', async () => {
    await fetchIt({ branch: 'main' });
    repository.git('commit', '--quiet', '--amend', '-m', 'rewritten');
    expect((await fetchIt({ branch: 'main' })).tree.source.subject).toBe('rewritten');
  });

  it('is not stopped by the lock of a run that was killed', async () => {
    await fetchIt({ branch: 'main' });
    const [cache = ''] = readdirSync(join(cacheDirectory, 'git'));
    const refs = join(cacheDirectory, 'git', cache, 'refs/provctl');
    const [ref = ''] = readdirSync(refs);
    writeFileSync(join(refs, `${ref}.lock`), '');
    utimesSync(join(refs, `${ref}.lock`), 0, 0);
    const second = repository.commit('second');
    expect((await fetchIt({ branch: 'main' })).tree.source.commit).toBe(second);
  });

  it('keeps apart a branch and one below its name', async () => {
    repository.git('branch', 'a');
    await fetchIt({ branch: 'a' });
    repository.git('branch', '-m', 'a', 'a/b');
    expect((await fetchIt({ branch: 'a/b' })).tree.source.commit).toBe(first);
  });

  it('gives two runs at once the same', async () => {
    const both = await Promise.all([fetchIt({ branch: 'main' }), fetchIt({ branch: 'main' })]);
    expect(both.map((fetched) => fetched.tree.source.commit)).toEqual([first, first]);
  });

  it('follows tags, annotated or not', async () => {
    repository.git('tag', 'light');
    repository.git('tag', '-a', '-m', 'release', 'v1');
    repository.commit('later');
    for (const tag of ['light', 'v1']) expect((await fetchIt({ tag })).tree.source.commit).toBe(first);
  });

  it('gives a commit by its id, without asking again', async () => {
    repository.commit('later');
    expect((await fetchIt({ commit: first })).tree.source).toMatchObject({ commit: first, branch: '' });
    const url = `file://${repository.path}`;
    repository[Symbol.dispose]();
    expect((await fetchIt({ commit: first }, url)).tree.source.commit).toBe(first);
  });

  it('may have its desired state at the top', async () => {
    for (const folder of ['', './'])
      expect((await fetchIt({ branch: 'main' }, undefined, folder)).tree.list('')).toHaveLength(1);
    expect((await fetchIt({ branch: 'main' }, undefined, './production/')).tree.folder).toBe('production');
  });

  it.each([
    ['no-revision', { branch: 'none' }, 'production'],
    ['no-revision', { tag: 'main' }, 'production'],
    ['git-failed', { commit: 'f'.repeat(40) }, 'production'],
    ['bad-commit', { commit: 'abc1234' }, 'production'],
    ['bad-revision', { branch: '--upload-pack=touch x' }, 'production'],
    ['no-folder-in-commit', { branch: 'main' }, 'staging'],
    ['bad-folder', { branch: 'main' }, '../x'],
  ] as const)('says %s for %j %s', async (kind, revision, folder) => {
    const fetching = fetchIt(revision, undefined, folder);
    if (kind === 'git-failed')
      await expect(fetching).rejects.toMatchObject({ kind: expect.stringMatching(/git-failed|no-revision/) });
    else await expect(fetching).rejects.toMatchObject({ kind: `fetch.${kind}` });
  });

  it('says when there is no repository', async () => {
    await expect(fetchIt({ branch: 'main' }, join(repository.path, 'none'))).rejects.toMatchObject({
      kind: 'fetch.git-failed',
      context: { detail: expect.stringContaining('none') },
    });
  });

  it('stops when it is told to', async () => {
    const fetching = fetchSource(
      { kind: 'repository', url: repository.path, revision: { branch: 'main' }, folder: '' },
      { cacheDirectory, env: repository.env, signal: AbortSignal.abort() },
    );
    await expect(fetching).rejects.toThrow();
  });
});

it('runs no hook and no filter of a repository that it fetches', async () => {
  const proof = join(cacheDirectory, 'ran');
  repository.write('.gitattributes', '* filter=lfs\n');
  repository.write('.gitmodules', `[submodule "x"]\n\tpath = x\n\turl = ext::touch ${proof}\n`);
  repository.commit('traps');
  writeFileSync(join(repository.path, '.git/hooks/post-upload-pack'), `#!/bin/sh\ntouch ${proof}\n`, {
    mode: 0o755,
  });
  await fetchIt({ branch: 'main' });
  expect(existsSync(proof)).toBe(false);
});
