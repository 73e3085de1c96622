import { isAbsolute, resolve } from 'node:path';
import { ProvctlError } from '../model/error.ts';
import { type ConfigurationFlags, logLevels, secretProviders } from './configuration.ts';

/** One value that every layer may set; a line here is all that a new setting needs. */
export interface Setting {
  readonly table: string;
  readonly key: string;
  readonly variable: string;
  readonly flag?: Exclude<keyof ConfigurationFlags, 'config'>;
  readonly expects: 'path' | readonly string[];
}

export const settings = {
  stateDir: { table: 'state', key: 'dir', variable: 'PROVCTL_STATE_DIR', flag: 'stateDir', expects: 'path' },
  logLevel: {
    table: 'log',
    key: 'level',
    variable: 'PROVCTL_LOG_LEVEL',
    flag: 'logLevel',
    expects: logLevels,
  },
  logFile: { table: 'log', key: 'file', variable: 'PROVCTL_LOG_FILE', flag: 'logFile', expects: 'path' },
  secretProvider: {
    table: 'secrets',
    key: 'provider',
    variable: 'PROVCTL_SECRETS_PROVIDER',
    expects: secretProviders,
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export type SettingValues = Partial<Record<SettingName, string>>;

/** Of the environment and the command line; relative paths are from where the command was given. */
export function settingsFromCommand(
  env: Readonly<Record<string, string | undefined>>,
  flags: ConfigurationFlags,
  workingDirectory: string,
): SettingValues {
  const values: SettingValues = {};
  for (const name of Object.keys(settings) as SettingName[]) {
    const setting: Setting = settings[name];
    const flag = setting.flag === undefined ? undefined : flags[setting.flag];
    // Set to nothing is as good as not set, as everywhere in the shell.
    const value = flag ?? (env[setting.variable] || undefined);
    if (value === undefined) continue;
    const where = flag === undefined ? setting.variable : flagName(setting.flag ?? '');
    values[name] = checked(
      setting,
      setting.expects === 'path' && value !== '' ? resolve(workingDirectory, value) : value,
      where,
    );
  }
  return values;
}

/** @throws ProvctlError `config.value-*`, naming `where`, when it is not what the setting expects. */
export function checked(setting: Setting, value: unknown, where: string): string {
  const key = `${setting.table}.${setting.key}`;
  if (setting.expects === 'path') {
    if (typeof value === 'string' && isAbsolute(value) && !value.includes('\0')) return value;
    throw new ProvctlError('config.value-not-absolute', { where, key, value: shown(value) });
  }
  if (typeof value === 'string' && setting.expects.includes(value)) return value;
  const known = setting.expects.join(', ');
  throw new ProvctlError('config.value-unknown', { where, key, value: shown(value), known });
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function flagName(flag: string): string {
  return `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
