import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unmet } from '../needs.ts';
import { lastRun, told } from '../support/journal.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { commandLine } from '../support/seen.ts';
import { bootHost, type Host } from '../support/systemd-host.ts';
import { nginxAndRedis, pruned } from './scenario.ts';
import { adoptedText, jobText } from './services.ts';
import { cachePassword, cachePasswordVariable, patience, type Setting, settle } from './setting.ts';

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

const checkout = resolve(import.meta.dirname, '../..');
const units = '/etc/systemd/system';

describe.skipIf(lacks !== null)(
  `nginx and redis under systemd${lacks === null ? '' : ` (skipped: ${lacks})`}`,
  () => {
    let shared: string;
    let host: Host;
    let lab: Lab;
    let setting: Setting;

    beforeAll(async () => {
      vi.stubEnv(cachePasswordVariable, cachePassword);
      shared = mkdtempSync(join(tmpdir(), 'provctl-real-'));
      host = await bootHost({ keep: ['nginx.service'], shared: [checkout, shared] });
      const folder = '/srv/real';
      mkdirSync(`${host.root}${folder}`);
      lab = await makeLab({
        parent: shared,
        through: (argv, from) => [...host.enter, 'env', '-C', from, ...argv],
      });
      setting = {
        lab,
        // It has a network of its own, in which nothing else listens but Debian's nginx on port 80.
        ground: { backend: 'systemd', folder, webPort: 8080, cachePort: 6379, otherPort: 9999 },
        root: host.root,
        run: host.run,
        main: (service) => mainOf(service),
        installed: (service) => `${units}/${service}.service`,
        noticed: () => void host.run(['systemctl', 'daemon-reload']),
        converged: () => lab.converged(),
      };
    });
    afterAll(async () => {
      await lab?.[Symbol.asyncDispose]();
      await host?.[Symbol.asyncDispose]();
      if (shared !== undefined) rmSync(shared, { recursive: true, force: true });
      vi.unstubAllEnvs();
    });

    function property(unit: string, name: string): string {
      return host.run(['systemctl', 'show', '-p', name, '--value', '--', unit]).stdout.trim();
    }

    function mainOf(service: string) {
      return {
        pid: Number(property(`${service}.service`, 'MainPID')),
        invocation: property(`${service}.service`, 'InvocationID'),
      };
    }

    nginxAndRedis(() => setting);

    it('a schedule is an armed timer, and its run is what was declared', async () => {
      lab.write('job.yaml', jobText(`${setting.ground.folder}/ran`));
      await settle(setting, 'A job');
      expect(property('job.timer', 'ActiveState')).toBe('active');
      expect(property('job.timer', 'NextElapseUSecRealtime')).toMatch(/03:30:00/);
      expect(existsSync(`${host.root}${setting.ground.folder}/ran`)).toBe(false);
      host.run(['systemctl', 'start', 'job.service']);
      expect(readFileSync(`${host.root}${setting.ground.folder}/ran`, 'utf8')).toBe('at night\n');
      await setting.converged();
      host.run(['systemctl', 'stop', 'job.timer']);
      await lab.ok(2, 'drift');
      await lab.ok(0, 'apply', '--auto-approve');
      expect(property('job.timer', 'ActiveState')).toBe('active');
      lab.remove('job.yaml');
      await settle(setting, 'No job');
      expect(property('job.timer', 'LoadState')).toBe('not-found');
    });

    it('Debian’s own nginx is adopted as it runs, changed when that is declared, and given back', async () => {
      host.run(['systemctl', 'start', 'nginx.service']);
      await expect.poll(() => property('nginx.service', 'ActiveState'), patience).toBe('active');
      const before = mainOf('nginx');
      lab.write('nginx.yaml', adoptedText(''));
      await lab.commit('nginx is ours now');
      await lab.ok(7, 'plan');
      await lab.ok(0, 'adopt', 'nginx', '--auto-approve');
      expect(mainOf('nginx')).toEqual(before);
      expect(told(await lastRun(lab))).toEqual(['adopt nginx', 'healthy nginx']);
      await setting.converged();
      expect(mainOf('nginx')).toEqual(before);

      lab.write('nginx.yaml', adoptedText('env: { GREETING: hello }'));
      await settle(setting, 'Greet');
      const { pid } = mainOf('nginx');
      expect(pid).not.toBe(before.pid);
      expect(commandLine(pid, host.root)[0]).toBe('nginx: master process /usr/sbin/nginx -g daemon off;');
      expect(property('nginx.service', 'Environment')).toContain('GREETING=hello');

      lab.remove('nginx.yaml');
      await settle(setting, 'nginx is Debian’s again');
      expect(existsSync(`${host.root}${units}/nginx.service.d/50-provctl.conf`)).toBe(false);
      expect(mainOf('nginx').pid).toBe(pid);
      expect(host.run(['systemctl', 'restart', 'nginx.service']).status).toBe(0);
      expect(property('nginx.service', 'FragmentPath')).toBe('/lib/systemd/system/nginx.service');
    });

    pruned(() => setting);

    it('leaves no unit, and nothing failed', () => {
      const left = readdirSync(`${host.root}${units}`).filter((name) => /^(web|cache|job)/.test(name));
      expect(left).toEqual([]);
      expect(host.run(['systemctl', '--failed', '--plain', '--no-legend']).stdout).toBe('');
    });
  },
);
