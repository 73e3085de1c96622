import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { ProvctlError } from '../model/error.ts';
import type { Configuration, ConfigurationFlags, LogLevel, SecretProvider } from './configuration.ts';
import type { ConfigurationLayer } from './configuration-file.ts';
import { defaults } from './generated/defaults.ts';
import { type SettingValues, settingsFromCommand } from './settings.ts';

/** What the layers depend on; the composition root takes it from the process. */
export interface ConfigurationRequest {
  readonly flags: ConfigurationFlags;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly uid: number;
  readonly workingDirectory: string;
  /** `/etc/provctl/provctl.toml`, unless a test says otherwise. */
  readonly systemFile?: string;
}

/**
 * The operator's configuration: built-in < /etc/provctl < XDG < `--config` < `PROVCTL_*` < flags.
 * @throws ProvctlError `config.*`
 */
export async function loadConfiguration(request: ConfigurationRequest): Promise<Configuration> {
  const { env, flags, workingDirectory } = request;
  const files: string[] = [];
  const layers: ConfigurationLayer[] = [];
  const explicit = flags.config ?? (env['PROVCTL_CONFIG'] || undefined);
  for (const { path, isOptional } of [
    { path: request.systemFile ?? '/etc/provctl/provctl.toml', isOptional: true },
    {
      path: join(xdgDirectory(request, 'XDG_CONFIG_HOME', '.config'), 'provctl/provctl.toml'),
      isOptional: true,
    },
    ...(explicit === undefined ? [] : [{ path: resolve(workingDirectory, explicit), isOptional: false }]),
  ]) {
    const source = readConfiguration(path, isOptional);
    if (source === null) continue;
    // Most commands find no file: they need no parser either.
    const { readConfigurationFile } = await import('./configuration-file.ts');
    layers.push(readConfigurationFile(path, source));
    files.push(path);
  }
  const values: SettingValues = Object.assign(
    {},
    ...layers.map((layer) => layer.values),
    settingsFromCommand(env, flags, workingDirectory),
  );
  return {
    state: { dir: values.stateDir ?? defaultStateDirectory(request) },
    log: { level: (values.logLevel ?? defaults.log.level) as LogLevel, file: values.logFile ?? null },
    secrets: {
      provider: (values.secretProvider ?? defaults.secrets.provider) as SecretProvider,
      sources: Object.assign({}, ...layers.map((layer) => layer.secrets)),
    },
    credentials: Object.assign({}, ...layers.map((layer) => layer.credentials)),
    machines: { allow: layers.findLast((layer) => layer.allow !== null)?.allow ?? null },
    files,
  };
}

function defaultStateDirectory(request: ConfigurationRequest): string {
  if (request.uid === 0) return defaults.state.systemDirectory;
  return join(xdgDirectory(request, 'XDG_STATE_HOME', '.local/state'), 'provctl');
}

/** The XDG base directory specification: a relative path is invalid and ignored. */
function xdgDirectory(request: ConfigurationRequest, variable: string, fallback: string): string {
  const value = request.env[variable];
  return value !== undefined && isAbsolute(value) ? value : join(request.home, fallback);
}

/** Null: there is none, and none is needed. A file that anybody may write would let anybody choose where secrets come from. */
function readConfiguration(path: string, isOptional: boolean): string | null {
  let file: number;
  try {
    // A FIFO in its place must not hang us.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const isAbsent = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (isAbsent && isOptional) return null;
    throw new ProvctlError('config.unreadable', { path, detail: (error as Error).message }, error);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new ProvctlError('config.not-a-file', { path });
    if ((stat.mode & 0o002) !== 0) throw new ProvctlError('config.writable-by-all', { path });
    if (stat.size > defaults.config.maxFileBytes)
      throw new ProvctlError('config.too-large', { path, limit: defaults.config.maxFileBytes });
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
