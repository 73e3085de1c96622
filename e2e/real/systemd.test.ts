import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { nginxAndRedis, pruned } from './scenario.ts';
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
  `nginx and redis under systemd${lacks === null ? '' : ` (skipped: ${lacks})`}`,
  () => {
    let setting: SystemdSetting;
    beforeAll(async () => {
      setting = await systemdSetting();
    });
    afterAll(async () => {
      await setting?.[Symbol.asyncDispose]();
    });

    nginxAndRedis(() => setting);
    pruned(() => setting);

    it('leaves no unit, and nothing failed', () => {
      const left = readdirSync(`${setting.root}${units}`).filter((name) => /^(web|www|cache)/.test(name));
      expect(left).toEqual([]);
      expect(setting.run(['systemctl', '--failed', '--plain', '--no-legend']).stdout).toBe('');
    });
  },
);
