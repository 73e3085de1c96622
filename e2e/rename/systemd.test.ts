import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { service, stack } from '../support/desired.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { bootHost, type Host } from '../support/systemd-host.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'git', 'systemd', 'systemd-nspawn']);

/** The host's /tmp is its own, and a checkout may lie in ours. */
const checkout = join(import.meta.dirname, '../..');

const older = 'lab-4k7m2p9x';
const newer = 'lab-9z8y7x6w';
const units = '/etc/systemd/system';

describe.skipIf(lacks !== null)(
  `renaming under systemd${lacks === null ? '' : ` (skipped: ${lacks})`}`,
  () => {
    let host: Host;
    let lab: Lab;
    let parent = '';
    beforeAll(async () => {
      parent = mkdtempSync(join(tmpdir(), 'provctl-rename-'));
      host = await bootHost({ shared: [checkout, parent] });
      lab = await makeLab({
        parent,
        through: (argv, folder) => [...host.enter, 'env', '-C', folder, ...argv],
      });
    });
    afterAll(async () => {
      await lab?.[Symbol.asyncDispose]();
      await host?.[Symbol.asyncDispose]();
      rmSync(parent, { recursive: true, force: true });
    });

    const owned = (owner: string, from: readonly string[]) =>
      `${stack({ owner })}  renamedFrom: ${JSON.stringify(from)}\n`;
    const unit = (name: string, more = '') =>
      service(name, ['/bin/sleep', '100000'], more).replace('backend: process', 'backend: systemd');
    const show = (name: string, property: string) =>
      host.run(['systemctl', 'show', '-p', property, '--value', `${name}.service`]).stdout.trim();
    const start = (name: string) => [show(name, 'InvocationID'), show(name, 'MainPID')];
    const installed = (name: string) => readFileSync(`${host.root}${units}/${name}.service`, 'utf8');

    it('writes units anew for the new owner and starts nothing again', async () => {
      writeFileSync(`${host.root}${units}/handmade.service`, handmade);
      host.run(['systemctl', 'start', 'handmade.service']);
      lab.write('stack.yaml', owned(older, []));
      lab.write('api.yaml', unit('api', 'env: { A: "1" }'));
      lab.write('job.yaml', unit('job', 'schedule: "0 4 * * *"').replace('100000', '0'));
      lab.write('gone.yaml', unit('gone'));
      lab.write('handmade.yaml', unit('handmade', 'adopt: true'));
      await lab.commit('Begin');
      const planned = await lab.ok(0, 'plan');
      expect(planned.stdout).toContain('+[X-Provctl]');
      expect(planned.stdout).not.toContain('geheim');
      await lab.ok(0, 'apply', '--auto-approve');
      const before = [start('api'), start('handmade')];
      lab.write('stack.yaml', owned(newer, [older]));
      lab.remove('gone.yaml');
      await lab.commit('Rename the stack');
      expect((await lab.ok(0, 'plan')).stdout).toContain(`renamed: ${older}`);
      await lab.ok(0, 'apply', '--auto-approve');
      expect([start('api'), start('handmade')]).toEqual(before);
      expect(installed('api')).toContain(`"owner":"${newer}"`);
      expect(installed('api')).not.toContain(older);
      expect(show('job', 'LoadState')).toBe('loaded');
      expect(host.run(['systemctl', 'is-active', 'job.timer']).stdout).toBe('active\n');
      expect(existsSync(`${host.root}${units}/gone.service`)).toBe(false);
      expect(show('handmade', 'ExecStart')).toContain('100001');
      expect(readdirSync(lab.state).filter((name) => name.startsWith('lab-'))).toEqual([newer]);
      await lab.converged();
    });

    it('puts a renamed service back under its old name', async () => {
      lab.write(
        'api.yaml',
        unit('web', 'renamedFrom: [api]\nrestart: { policy: "no" }').replace('sleep', 'false'),
      );
      await lab.commit('Rename the service, and break it');
      await lab.ok(3, 'apply', '--auto-approve');
      expect([show('api', 'ActiveState'), show('web', 'LoadState')]).toEqual(['active', 'not-found']);
      lab.write('api.yaml', unit('web', 'renamedFrom: [api]'));
      await lab.commit('Mend it');
      await lab.ok(0, 'apply', '--auto-approve');
      expect([show('api', 'LoadState'), show('web', 'ActiveState')]).toEqual(['not-found', 'active']);
      await lab.converged();
    });

    it('gives an adopted unit back when everything is destroyed, and it runs on', async () => {
      const before = start('handmade');
      await lab.ok(0, 'destroy', '--auto-approve');
      expect(start('handmade')).toEqual(before);
      expect([show('web', 'LoadState'), show('job', 'LoadState')]).toEqual(['not-found', 'not-found']);
      expect(existsSync(`${host.root}${units}/handmade.service.d/50-provctl.conf`)).toBe(false);
    });
  },
);

const handmade = `[Service]
Environment=PASSWORD=geheim \\
  OTHER=geheim
ExecStart=/bin/sleep 100001
`;
