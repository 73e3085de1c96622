/** What the operator decides; nothing of it comes from git. */
export interface Configuration {
  readonly state: { readonly dir: string };
  readonly log: { readonly level: LogLevel; readonly file: string | null };
  readonly secrets: SecretConfiguration;
  /** Ways to log into machines, by the names that profiles use. */
  readonly credentials: Readonly<Record<string, Credential>>;
  /** Addresses that machines may have; null: any. */
  readonly machines: { readonly allow: readonly string[] | null };
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

/** How a machine is logged into by ssh; what is null is as OpenSSH has it. */
export interface Credential {
  readonly user: string | null;
  /** Tried in exactly this order, and nothing else. */
  readonly auth: readonly LoginMethod[] | null;
  readonly identityFile: string | null;
  readonly passphrase: SecretSource | null;
  readonly password: SecretSource | null;
  /** What sudo asks for on the machine; null: it must not ask. */
  readonly becomePassword: SecretSource | null;
  /** Read, never written. */
  readonly knownHosts: readonly string[] | null;
  readonly hostKeys: HostKeyPolicy;
}

export const loginMethods = ['agent', 'key', 'password'] as const;
export type LoginMethod = (typeof loginMethods)[number];

/** `accept-new`: the first key of an unknown host is kept and held against it ever after. */
export const hostKeyPolicies = ['strict', 'accept-new'] as const;
export type HostKeyPolicy = (typeof hostKeyPolicies)[number];

/** What a command line may say of it. */
export interface ConfigurationFlags {
  readonly config?: string;
  readonly stateDir?: string;
  readonly logLevel?: string;
  readonly logFile?: string;
}
