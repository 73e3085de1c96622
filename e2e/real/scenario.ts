import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lastRun, told } from '../support/journal.ts';
import { environment } from '../support/seen.ts';
import { stackText, writeCache, writeWeb } from './services.ts';
import {
  answer,
  cachePassword,
  cachePasswordVariable,
  healsWithoutRestart,
  installedMark,
  patience,
  processes,
  type ServiceName,
  type Setting,
  settle,
  settled,
} from './setting.ts';

/** Debian's own programs, whatever runs them; each test begins where the one before ended. */
export function nginxAndRedis(given: () => Setting): void {
  creates(given);
  changes(given);
  heals(given);
  fails(given);
  renames(given);
}

function creates(given: () => Setting): void {
  it('creates them in the order of dependsOn, and each is proven before the next begins', async () => {
    const { lab, ground } = given();
    lab.write('stack.yaml', stackText());
    writeWeb(lab, ground, { says: 'one' });
    writeCache(lab, ground, { level: 'one' });
    await settle(given(), 'nginx and redis');
    expect(answer(given())).toBe('one');
    expect(told(await lastRun(lab))).toEqual(['create cache', 'healthy cache', 'create web', 'healthy web']);
  });

  it('gives a secret to the process and to nobody else', async () => {
    const { lab, root, main, installed, run } = given();
    expect(environment(main('cache').pid, root)).toMatchObject({ LEVEL: 'one', PASSWORD: cachePassword });
    expect(readFileSync(`${root}${installed('cache')}`, 'utf8')).not.toContain(cachePassword);
    for (const args of [
      ['events', '-o', 'json'],
      ['build', '--render'],
      ['get', 'services', '-o', 'json'],
    ]) {
      const { stdout } = await lab.ok(0, ...args);
      expect(stdout).not.toContain(cachePassword);
    }
    const files = run(['grep', '-rlF', cachePassword, lab.folder]).stdout.split('\n').slice(0, -1);
    expect(files).toEqual([expect.stringMatching(/\/releases\/[0-9a-f]{16}\/secrets\.[a-z.]+$/)]);
    for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
  });
}

function changes(given: () => Setting): void {
  it('a change of the configuration file reloads: same process, new answer', async () => {
    const { lab, ground, main } = given();
    const before = [main('web'), main('cache')];
    writeWeb(lab, ground, { says: 'two' });
    await settle(given(), 'Say two');
    expect([main('web'), main('cache')]).toEqual(before);
    await expect.poll(() => answer(given()), patience).toBe('two');
    expect(told(await lastRun(lab))).toEqual(['reload web', 'healthy web']);
  });

  it('a change of the environment restarts that one only', async () => {
    const { lab, ground, root, main } = given();
    const [web, cache] = [main('web'), main('cache')];
    writeCache(lab, ground, { level: 'two' });
    await settle(given(), 'Level two');
    expect(main('web')).toEqual(web);
    expect(main('cache').invocation).not.toBe(cache.invocation);
    expect(environment(main('cache').pid, root)).toMatchObject({ LEVEL: 'two', PASSWORD: cachePassword });
    expect(told(await lastRun(lab))).toEqual(['restart cache', 'healthy cache']);
  });

  it('a secret that the operator changed restarts what has it, and is told without its value', async () => {
    const { lab, root, main } = given();
    const web = main('web');
    const env = { [cachePasswordVariable]: 'another-password' };
    const { stdout, stderr, code } = await lab.run(['apply', '--auto-approve'], { env });
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('env.PASSWORD');
    expect(stdout + stderr).not.toContain('another-password');
    expect(environment(main('cache').pid, root)).toMatchObject({ PASSWORD: 'another-password' });
    await lab.ok(0, 'apply', '--auto-approve');
    await settled(given());
    expect(main('web')).toEqual(web);
  });

  it('what was stopped stays stopped until it is started', async () => {
    const { lab, main } = given();
    const web = main('web');
    await lab.ok(0, 'stop', 'cache', '--auto-approve');
    expect(processes(given(), 'cache')).toEqual([]);
    const { stdout } = await lab.ok(8, 'apply', '--auto-approve');
    expect(stdout).toMatch(/held/);
    expect(processes(given(), 'cache')).toEqual([]);
    await lab.ok(0, 'start', 'cache', '--auto-approve');
    await settled(given());
    expect(main('web')).toEqual(web);
  });
}

function heals(given: () => Setting): void {
  it('a definition and a file that were edited by hand are drift, and are put back', async () => {
    const { lab, root, ground, installed, noticed } = given();
    const [definition, conf] = [`${root}${installed('cache')}`, `${root}${ground.folder}/nginx.conf`];
    const [own, served] = [readFileSync(definition, 'utf8'), readFileSync(conf, 'utf8')];
    appendFileSync(definition, '# edited\n');
    writeFileSync(conf, served.replace('two', 'edited'));
    noticed();
    await healsWithoutRestart(given());
    expect([readFileSync(definition, 'utf8'), readFileSync(conf, 'utf8')]).toEqual([own, served]);
    expect(told(await lastRun(lab)).toSorted()).toEqual([
      'healthy cache',
      'healthy web',
      'reload web',
      'update cache',
    ]);
  });

  it('definitions that were deleted while they ran come back, and the processes are still the same', async () => {
    const { root, installed, noticed } = given();
    for (const service of ['cache', 'web'] as const) rmSync(`${root}${installed(service)}`);
    noticed();
    await healsWithoutRestart(given());
  });

  it('a process that was killed is there again, with nothing left of the old one', async () => {
    const { lab, ground, run, main } = given();
    const before = main('cache');
    run(['kill', '-9', String(before.pid)]);
    // Its manager restarts it.
    await expect
      .poll(() => main('cache').pid, patience)
      .not.toSatisfy((pid) => pid === 0 || pid === before.pid);
    await settled(given());
    // Only we do when that was declared, and declaring it restarts nothing.
    const web = main('web');
    writeWeb(lab, ground, { says: 'two', more: '  restart: { policy: "no" }' });
    await settle(given(), 'Never restart nginx');
    expect(main('web')).toEqual(web);
    run(['kill', '-9', String(web.pid)]);
    await expect.poll(() => main('web').pid, patience).toBe(0);
    await lab.ok(2, 'drift');
    await lab.ok(0, 'apply', '--auto-approve');
    await settled(given());
    expect(answer(given())).toBe('two');
  });
}

function fails(given: () => Setting): void {
  it('nginx that listens elsewhere is not healthy: the file that served is put back', async () => {
    const { lab, ground } = given();
    writeWeb(lab, ground, { says: 'three', listens: ground.otherPort, failures: 3 });
    await putsBack(given(), 'web', 'Listen elsewhere');
    await expect.poll(() => answer(given()), patience).toBe('two');
    writeWeb(lab, ground, { says: 'three' });
    await settle(given(), 'Listen where it should');
    await expect.poll(() => answer(given()), patience).toBe('three');
  });

  it('redis that is not reached is not healthy: the environment that served is put back', async () => {
    const { lab, root, ground, main } = given();
    writeCache(lab, ground, { level: 'three', asked: ground.otherPort, failures: 3 });
    await putsBack(given(), 'cache', 'Ask a port where nobody listens');
    expect(environment(main('cache').pid, root)).toMatchObject({ LEVEL: 'two' });
    // The release is the same, only what is asked of it is not: an operator says that it may be tried again.
    writeCache(lab, ground, { level: 'three' });
    await lab.commit('Ask the right port');
    await lab.ok(0, 'rollout', 'retry', 'cache');
    await lab.ok(0, 'apply', '--auto-approve');
    await settled(given());
    expect(environment(main('cache').pid, root)).toMatchObject({ LEVEL: 'three' });
  });
}

function renames(given: () => Setting): void {
  it('a service with another name takes over port and file, and what had the old one is gone', async () => {
    const { lab, ground, root, installed } = given();
    const rename = async (from: string, to: string) => {
      writeWeb(lab, ground, { says: 'three', name: to, more: `  renamedFrom: [${from}]` });
      await lab.commit(`${from} is ${to} now`);
      await lab.ok(0, 'apply', '--auto-approve');
      await given().converged();
      expect(answer(given())).toBe('three');
      expect(processes(given(), 'web')).toHaveLength(1);
      expect(told(await lastRun(lab)).toSorted()).toEqual([
        `create ${to}`,
        `delete ${from}`,
        `gone ${from}`,
        `healthy ${to}`,
      ]);
    };
    await rename('web', 'www');
    expect(existsSync(`${root}${installed('web')}`)).toBe(false);
    await rename('www', 'web');
    expect(existsSync(`${root}${ground.folder}/nginx.conf`)).toBe(true);
  });
}

/** Rolled back and told so, and not tried again. */
async function putsBack(setting: Setting, service: ServiceName, subject: string): Promise<void> {
  const { lab, main } = setting;
  const good = installedMark(setting, service).release;
  await lab.commit(subject);
  await lab.ok(3, 'apply', '--auto-approve');
  expect(installedMark(setting, service).release).toBe(good);
  const steps = told(await lastRun(lab));
  expect(steps.slice(1)).toEqual([`rejected ${service}`, `put-back ${service}`, `put-back ${service}`]);
  const standing = main(service);
  await lab.ok(7, 'apply', '--auto-approve');
  expect(main(service)).toEqual(standing);
}

/** The last of the story. */
export function pruned(given: () => Setting): void {
  it('what is no longer declared goes, dependents first, and leaves nothing', async () => {
    const { lab, root, ground, installed } = given();
    for (const name of ['web.yaml', 'cache.yaml']) lab.remove(name);
    await lab.commit('Neither');
    await lab.ok(7, 'apply', '--auto-approve');
    await lab.ok(0, 'apply', '--auto-approve', '--allow-empty');
    await lab.ok(0, 'plan', '--detailed-exitcode');
    expect(told(await lastRun(lab))).toEqual(['delete web', 'gone web', 'delete cache', 'gone cache']);
    const { folder } = ground;
    for (const path of [installed('web'), installed('cache'), `${folder}/nginx.conf`, `${folder}/redis.conf`])
      expect(statSync(`${root}${path}`, { throwIfNoEntry: false }), path).toBeUndefined();
    expect([...processes(given(), 'web'), ...processes(given(), 'cache')]).toEqual([]);
  });
}
