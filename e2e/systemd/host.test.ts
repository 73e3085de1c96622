import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { unmet } from '../needs.ts';
import { bootHost } from '../support/systemd-host.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'systemd', 'systemd-nspawn']);

describe.skipIf(lacks !== null)(`a systemd host${lacks === null ? '' : ` (skipped: ${lacks})`}`, () => {
  test('boots real systemd with an identity and a file system of its own, and leaves nothing behind', async () => {
    let root = '';
    {
      await using host = await bootHost();
      root = host.root;
      expect(host.run(['cat', '/proc/1/comm']).stdout).toBe('systemd\n');
      expect(host.run(['cat', '/etc/machine-id']).stdout).toBe(`${host.machineId}\n`);
      const outside = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
      expect(host.run(['cat', '/proc/sys/kernel/random/boot_id']).stdout).not.toBe(outside);
      writeFileSync(`${root}/etc/provctl-was-here`, 'x');
      expect(host.run(['cat', '/etc/provctl-was-here']).stdout).toBe('x');
      expect(() => readFileSync('/etc/provctl-was-here')).toThrow(/ENOENT/);
      expect(host.run(['systemctl', 'is-enabled', 'nginx.service']).stdout).toBe('masked\n');
    }
    expect(() => readFileSync(`${root}/etc/machine-id`)).toThrow();
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain('provctl-host-');
  });

  test('keeps its units apart from those of another host, whatever they are called', async () => {
    await using one = await bootHost();
    await using other = await bootHost();
    for (const host of [one, other]) {
      const started = host.run(['systemd-run', '--quiet', '--unit=same', 'sleep', '100000']);
      expect(started.status, started.stderr).toBe(0);
    }
    expect(one.run(['systemctl', 'stop', 'same.service']).status).toBe(0);
    expect(one.run(['journalctl', '-u', 'same', '--no-pager']).stdout).not.toContain('Failed');
    expect(other.run(['systemctl', 'is-active', 'same.service']).stdout).toBe('active\n');
  });
});
