/** What the operator decides; nothing of it comes from git. */
export interface Configuration {
  readonly state: { readonly dir: string };
  readonly log: { readonly level: LogLevel; readonly file: string | null };
  readonly secrets: SecretConfiguration;
  /** The files that were read, weakest first. */
  readonly files: readonly string[];
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface SecretConfiguration {
  /** Where a secret comes from that has no source of its own. */
  readonly provider: SecretProvider;
  readonly sources: Readonly<Record<string, SecretSource>>;
}

/** `environment`: the variable `PROVCTL_SECRET_<NAME>`; `none`: only secrets that the configuration names. */
export const secretProviders = ['environment', 'none'] as const;
export type SecretProvider = (typeof secretProviders)[number];

export type SecretSource =
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'file'; readonly path: string };

/** What a command line may say of it. */
export interface ConfigurationFlags {
  readonly config?: string;
  readonly stateDir?: string;
  readonly logLevel?: string;
  readonly logFile?: string;
}
