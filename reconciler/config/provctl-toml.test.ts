import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfigurationFile } from './configuration-file.ts';
import { type ConfigurationRequest, loadConfiguration } from './provctl-toml.ts';
import { describeError } from './text.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'provctl-config-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function request(changes: Partial<ConfigurationRequest> = {}): ConfigurationRequest {
  const home = join(directory, 'home');
  const systemFile = join(directory, 'etc/provctl.toml');
  return { flags: {}, env: {}, home, uid: 1000, workingDirectory: directory, systemFile, ...changes };
}

function write(name: string, source: string): string {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
  return path;
}

describe('the operator’s configuration', () => {
  it('needs no file', async () => {
    expect(await loadConfiguration(request())).toEqual({
      state: { dir: join(directory, 'home/.local/state/provctl') },
      log: { level: 'warn', file: null },
      secrets: { provider: 'environment', sources: {} },
      credentials: {},
      machines: { allow: null },
      files: [],
    });
  });

  it('keeps its state where root or XDG says', async () => {
    expect((await loadConfiguration(request({ uid: 0 }))).state.dir).toBe('/var/lib/provctl');
    const env = { XDG_STATE_HOME: '/x/state' };
    expect((await loadConfiguration(request({ env }))).state.dir).toBe('/x/state/provctl');
    const relative = { XDG_STATE_HOME: 'state' };
    expect((await loadConfiguration(request({ env: relative }))).state.dir).toContain('/home/.local');
  });

  it('lets each layer win over the one below', async () => {
    const dirs: string[] = [];
    const see = async (changes: Partial<ConfigurationRequest> = {}) =>
      dirs.push((await loadConfiguration(request(changes))).state.dir);
    write('etc/provctl.toml', 'state.dir = "/system"\nlog.level = "error"\n');
    await see();
    write('home/.config/provctl/provctl.toml', '[state]\ndir = "/user"\n');
    await see();
    write('own.toml', 'state = { dir = "/own" }\n');
    await see({ env: { PROVCTL_CONFIG: 'own.toml' } });
    const env = { PROVCTL_CONFIG: 'own.toml', PROVCTL_STATE_DIR: '/variable' };
    await see({ env });
    await see({ env, flags: { stateDir: 'flag' } });
    expect(dirs).toEqual(['/system', '/user', '/own', '/variable', join(directory, 'flag')]);
    expect((await loadConfiguration(request())).log.level).toBe('error');
  });

  it('takes the sources of secrets from all files together', async () => {
    write('etc/provctl.toml', '[secrets.a]\nenv = "A"\n[secrets.b]\nfile = "/old"\n');
    write('own.toml', '[secrets]\nprovider = "none"\nb = { file = "/new" }\n');
    const configuration = await loadConfiguration(request({ flags: { config: 'own.toml' } }));
    expect(configuration.secrets).toEqual({
      provider: 'none',
      sources: { a: { kind: 'environment', variable: 'A' }, b: { kind: 'file', path: '/new' } },
    });
  });

  it('takes credentials from all files together, and the addresses from the strongest that names some', async () => {
    write(
      'etc/provctl.toml',
      '[credentials.a]\nuser = "ana"\n[credentials.b]\n[machines]\nallow = ["10.0.0.0/8"]\n',
    );
    write(
      'own.toml',
      `[credentials.b]\nauth = ["agent", "password"]\npassword = { env = "P" }\nhostKeys = "accept-new"
knownHosts = ["/k"]\nidentityFile = "/id"\npassphrase = { file = "/p" }\nbecomePassword = { file = "/b" }\n[machines]\nallow = ["*.example", "::1/128"]\n`,
    );
    const { credentials, machines } = await loadConfiguration(request({ flags: { config: 'own.toml' } }));
    const nothing = {
      auth: null,
      identityFile: null,
      passphrase: null,
      password: null,
      becomePassword: null,
      knownHosts: null,
    };
    expect(credentials).toEqual({
      a: { ...nothing, user: 'ana', hostKeys: 'strict' },
      b: {
        user: null,
        auth: ['agent', 'password'],
        identityFile: '/id',
        passphrase: { kind: 'file', path: '/p' },
        password: { kind: 'environment', variable: 'P' },
        becomePassword: { kind: 'file', path: '/b' },
        knownHosts: ['/k'],
        hostKeys: 'accept-new',
      },
    });
    expect(machines).toEqual({ allow: ['*.example', '::1/128'] });
  });

  it('says when the file that was asked for is not there', async () => {
    await expect(loadConfiguration(request({ flags: { config: 'none.toml' } }))).rejects.toMatchObject({
      kind: 'config.unreadable',
    });
  });

  it('does not trust a file that everybody may write', async () => {
    chmodSync(write('etc/provctl.toml', ''), 0o666);
    await expect(loadConfiguration(request())).rejects.toMatchObject({ kind: 'config.writable-by-all' });
  });

  it.each([
    [{ PROVCTL_LOG_LEVEL: 'loud' }, {}, 'PROVCTL_LOG_LEVEL'],
    [{}, { logLevel: 'loud' }, '--log-level'],
    [{}, { stateDir: '' }, '--state-dir'],
  ])('names the variable or flag that is wrong: %j %j', async (env, flags, where) => {
    await expect(loadConfiguration(request({ env, flags }))).rejects.toMatchObject({ context: { where } });
  });
});

describe('a mistake in the file is told with its line', () => {
  it.each([
    ['[state]\ndri = "/a"\n', 'Cannot use the configuration f:2: unknown key "state.dri"'],
    ['\n[machine]\nallow = []\n', 'Cannot use the configuration f:2: unknown key "machine"'],
    ['[machines]\nallow = []\n', 'Cannot use the configuration f:2: "machines.allow" is of the wrong type'],
    ['[machines]\nalow = ["a"]\n', 'Cannot use the configuration f:2: unknown key "machines.alow"'],
    [
      '[machines]\nallow = ["1.2.3.4/33"]\n',
      'Cannot use machines.allow of f:2: "1.2.3.4/33" is no address, network or pattern',
    ],
    [
      '[credentials.a]\nauht = ["key"]\n',
      'Cannot use the configuration f:2: unknown key "credentials.a.auht"',
    ],
    [
      '[credentials.a]\nauth = ["keys"]\n',
      'Cannot use credentials.a.auth of f:2: "keys" is not one of its values',
    ],
    [
      '[credentials.a]\nauth = []\n',
      'Cannot use the configuration f:2: "credentials.a.auth" is of the wrong type',
    ],
    [
      '[credentials.a]\nidentityFile = "id"\n',
      'Cannot use credentials.a.identityFile of f:2: "id" is not an absolute path',
    ],
    [
      '[credentials.a]\nhostKeys = "no"\n',
      'Cannot use credentials.a.hostKeys of f:2: "no" is not one of its values',
    ],
    [
      '[credentials.a]\nuser = "-x"\n',
      'Cannot use the configuration f:2: "credentials.a.user" is of the wrong type',
    ],
    [
      '[credentials.a]\npassphrase = "x"\n',
      'Cannot use the configuration f:2: "credentials.a.passphrase" is of the wrong type',
    ],
    [
      '[credentials.a]\nauth = ["password"]\n',
      'Cannot use the credential "a" of f:1: "password" in auth and a source of the password belong together',
    ],
    ['[log]\nlevel = "info"\nlevle = 3\n', 'Cannot use the configuration f:3: unknown key "log.levle"'],
    ['state = 3\n', 'Cannot use the configuration f:1: "state" is of the wrong type'],
    ['[state]\ndir = { a = 1 }\n', 'Cannot use the configuration f:2: "state.dir" is of the wrong type'],
    ['[state]\ndir = "a"\n', 'Cannot use state.dir of f:2: "a" is not an absolute path'],
    ['[log]\nlevel = 3\n', 'Cannot use log.level of f:2: "3" is not one of its values'],
    ['[secrets.db]\nfil = "/a"\n', 'Cannot use the configuration f:2: unknown key "secrets.db.fil"'],
    ['[secrets]\nx = 1\n', 'Cannot use the configuration f:2: "secrets.x" is of the wrong type'],
    ['[secrets."a.b"]\n', 'Cannot use the secret "a.b" of f:1: its source is not clear'],
    ['[secrets.db]\nfile = "a"\n', 'Cannot use the secret "db" of f:1: its source is not clear'],
    ['[secrets.db]\nenv = "A"\nfile = "/a"\n', 'Cannot use the secret "db" of f:1: its source is not clear'],
    ['[state]\ndir =\n', 'Cannot read the configuration f:2: invalid value'],
  ])('%j', (source, message) => {
    let said = '';
    try {
      readConfigurationFile('f', source);
    } catch (error) {
      said = describeError(error).message;
    }
    expect(said).toBe(message);
  });

  it('with what was probably meant', () => {
    try {
      readConfigurationFile('f', '[state]\ndri = "/a"\n');
      expect.unreachable();
    } catch (error) {
      expect(describeError(error).help).toBe('Did you mean "dir"?');
    }
  });
});
