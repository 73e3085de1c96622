import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeLab } from '../support/lab.ts';
import { bootHost, type Host } from '../support/systemd-host.ts';
import type { Ground } from './services.ts';
import { type Main, type Setting, withSecret } from './setting.ts';

export const units = '/etc/systemd/system';
const checkout = resolve(import.meta.dirname, '../..');

/** A booted host in which the real command line runs, with Debian's own nginx unit unmasked. */
export interface SystemdSetting extends Setting, AsyncDisposable {
  readonly host: Host;
  property(unit: string, name: string): string;
  /** Of any unit. */
  mainOf(name: string): Main;
}

export async function systemdSetting(): Promise<SystemdSetting> {
  const secret = withSecret();
  const shared = mkdtempSync(join(tmpdir(), 'provctl-real-'));
  const host = await bootHost({ keep: ['nginx.service'], shared: [checkout, shared] });
  const lab = await makeLab({
    parent: shared,
    through: (argv, folder) => [...host.enter, 'env', '-C', folder, ...argv],
  });
  // It has a network of its own, in which nothing else listens but Debian's nginx on port 80.
  const ground: Ground = {
    backend: 'systemd',
    folder: '/srv/real',
    webPort: 8080,
    cachePort: 6379,
    otherPort: 9999,
  };
  mkdirSync(`${host.root}${ground.folder}`);
  const property = (unit: string, name: string) =>
    host.run(['systemctl', 'show', '-p', name, '--value', '--', unit]).stdout.trim();
  const mainOf = (name: string): Main => ({
    pid: Number(property(`${name}.service`, 'MainPID')),
    invocation: property(`${name}.service`, 'InvocationID'),
  });
  return {
    lab,
    host,
    ground,
    root: host.root,
    run: host.run,
    property,
    mainOf,
    main: mainOf,
    installed: (service) => `${units}/${service}.service`,
    noticed: () => void host.run(['systemctl', 'daemon-reload']),
    converged: () => lab.converged(),
    async [Symbol.asyncDispose]() {
      await lab[Symbol.asyncDispose]();
      await host[Symbol.asyncDispose]();
      rmSync(shared, { recursive: true, force: true });
      secret();
    },
  };
}
