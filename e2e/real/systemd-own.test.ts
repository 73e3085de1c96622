import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { lastRun, told } from '../support/journal.ts';
import { commandLine, environment } from '../support/seen.ts';
import { adoptedText, cacheCommand, jobText, stackText, writeCache } from './services.ts';
import { patience, processes, settle, settled } from './setting.ts';
import { type SystemdSetting, systemdSetting, units } from './systemd-setting.ts';

const lacks = unmet([
  'linux',
  'root',
  'namespaces',
  'git',
  'systemd',
  'systemd-nspawn',
  'nginx',
  'redis-server',
  'curl',
]);

describe.skipIf(lacks !== null)(
  `what only systemd has${lacks === null ? '' : ` (skipped: ${lacks})`}`,
  () => {
    let setting: SystemdSetting;
    beforeAll(async () => {
      setting = await systemdSetting();
      setting.lab.write('stack.yaml', stackText());
    });
    afterAll(async () => {
      await setting?.[Symbol.asyncDispose]();
    });

    it('what systemctl was told by hand is drift where it matters', async () => {
      const { lab, ground, root, run, property, mainOf } = setting;
      writeCache(lab, ground, { level: 'one' });
      await settle(setting, 'redis');
      const before = mainOf('cache');
      expect(property('cache.service', 'UnitFileState')).toBe('enabled');
      run(['systemctl', 'disable', 'cache.service']);
      await lab.ok(2, 'drift');
      await lab.ok(0, 'apply', '--auto-approve');
      await settled(setting);
      expect(property('cache.service', 'UnitFileState')).toBe('enabled');
      expect(mainOf('cache')).toEqual(before);

      run(['systemctl', 'stop', 'cache.service']);
      await lab.ok(2, 'drift');
      await lab.ok(0, 'apply', '--auto-approve');
      await settled(setting);

      // What another put beside our unit is told, and is not ours to remove.
      const drop = `${root}${units}/cache.service.d/override.conf`;
      mkdirSync(`${root}${units}/cache.service.d`);
      writeFileSync(drop, '[Service]\nEnvironment=OVERRIDDEN=yes\n');
      run(['systemctl', 'daemon-reload']);
      const { stdout } = await lab.ok(0, 'plan', '--detailed-exitcode');
      expect(stdout).toContain('override.conf');
      run(['systemctl', 'restart', 'cache.service']);
      await settled(setting);
      expect(environment(mainOf('cache').pid, root)).toMatchObject({ LEVEL: 'one', OVERRIDDEN: 'yes' });
      rmSync(drop);
      run(['systemctl', 'daemon-reload']);
    });

    it('a service moves to another backend and back: never twice, never none', async () => {
      const { lab, ground, root, property } = setting;
      writeCache(lab, { ...ground, backend: 'process' }, { level: 'one' });
      await lab.commit('redis as a bare process');
      await lab.ok(0, 'apply', '--auto-approve');
      await setting.converged();
      expect(property('cache.service', 'LoadState')).toBe('not-found');
      const [pid = 0, ...more] = processes(setting, 'cache');
      expect(more).toEqual([]);
      expect(commandLine(pid, root)).toEqual(cacheCommand(ground));
      expect(environment(pid, root)).toMatchObject({ LEVEL: 'one' });
      writeCache(lab, ground, { level: 'one' });
      await settle(setting, 'redis under systemd again');
      lab.remove('cache.yaml');
    });

    it('a schedule is an armed timer, and its run is what was declared', async () => {
      const { lab, ground, root, run, property } = setting;
      const file = `${ground.folder}/ran`;
      lab.write('job.yaml', jobText(file));
      await settle(setting, 'A job');
      expect(property('job.timer', 'ActiveState')).toBe('active');
      expect(property('job.timer', 'NextElapseUSecRealtime')).toMatch(/03:30:00/);
      expect(existsSync(`${root}${file}`)).toBe(false);
      run(['systemctl', 'start', 'job.service']);
      expect(readFileSync(`${root}${file}`, 'utf8')).toBe('at night\n');
      await settled(setting);
      run(['systemctl', 'stop', 'job.timer']);
      await lab.ok(2, 'drift');
      await lab.ok(0, 'apply', '--auto-approve');
      await settled(setting);
      expect(property('job.timer', 'ActiveState')).toBe('active');
      lab.remove('job.yaml');
    });

    it('Debian’s own nginx is adopted as it runs, changed when that is declared, and given back', async () => {
      const { lab, root, run, property, mainOf } = setting;
      run(['systemctl', 'start', 'nginx.service']);
      await expect.poll(() => property('nginx.service', 'ActiveState'), patience).toBe('active');
      const before = mainOf('nginx');
      lab.write('nginx.yaml', adoptedText(''));
      await lab.commit('nginx is ours now');
      const denied = await lab.ok(7, 'plan');
      expect(denied.stdout + denied.stderr).toContain('provctl adopt');
      await lab.ok(0, 'adopt', 'nginx', '--auto-approve');
      await lab.ok(0, 'apply', '--auto-approve');
      await settled(setting);
      expect(property('job.timer', 'LoadState')).toBe('not-found');
      expect(mainOf('nginx')).toEqual(before);

      lab.write('nginx.yaml', adoptedText('env: { GREETING: hello }'));
      await settle(setting, 'Greet');
      expect(told(await lastRun(lab))).toEqual(['restart nginx', 'healthy nginx']);
      const { pid } = mainOf('nginx');
      expect(pid).not.toBe(before.pid);
      expect(commandLine(pid, root)[0]).toBe('nginx: master process /usr/sbin/nginx -g daemon off;');
      expect(property('nginx.service', 'Environment')).toContain('GREETING=hello');

      lab.remove('nginx.yaml');
      await lab.commit('nginx is Debian’s again');
      await lab.ok(0, 'apply', '--auto-approve', '--allow-empty');
      expect(existsSync(`${root}${units}/nginx.service.d/50-provctl.conf`)).toBe(false);
      expect(mainOf('nginx').pid).toBe(pid);
      expect(run(['systemctl', 'restart', 'nginx.service']).status).toBe(0);
      expect(property('nginx.service', 'Type')).toBe('forking');
    });
  },
);
