import { sameMembers } from './json.ts';

/**
 * What one instance of a service is, on one machine: everything resolved but `{release}`, whose value depends on the
 * hash of this very value. It is stored beside what is installed, so a later plan can say what changed, from what.
 */
export interface Definition {
  readonly service: string;
  /** `api`, or `api@2` where a machine has several. */
  readonly instance: string;
  readonly backend: BackendName;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, EnvValue>>;
  readonly cwd?: string;
  readonly user?: string;
  readonly group?: string;
  /** Four octal digits. */
  readonly umask?: string;
  readonly ports: readonly Port[];
  readonly files: readonly ManagedFile[];
  readonly artifact?: Artifact;
  readonly restart: RestartPolicy;
  readonly stop: StopPolicy;
  readonly reload?: Reload;
  readonly checks: readonly Check[];
  readonly rollout: RolloutPolicy;
  readonly limits: Limits;
  readonly logs: LogPolicy;
  readonly schedule?: Schedule;
  /** Started when the machine starts. */
  readonly boot: boolean;
  readonly description?: string;
  readonly dependsOn: readonly string[];
  /** Kept when it is no longer declared; kept in the mark, so removing the block does not remove the protection. */
  readonly protected: boolean;
  /** Raw directives: section (`unit`, `service`, `install`, `timer`) → directive → value or values. */
  readonly systemd?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Raw property-list keys. */
  readonly launchd?: Readonly<Record<string, unknown>>;
}

export const backendNames = ['systemd', 'launchd', 'process'] as const;
export type BackendName = (typeof backendNames)[number];

/** A secret is here only as its salted digest; before the salt is known, as the digest `''`. */
export type EnvValue = string | { readonly secret: string; readonly digest: string };

export interface Port {
  readonly name: string;
  readonly port: number;
}

/** A file of the service at a fixed path; its bytes travel by digest (see {@link Desired.contents}). */
export interface ManagedFile {
  readonly path: string;
  readonly digest: string;
  readonly mode: string;
  readonly owner?: string;
  readonly group?: string;
  readonly onChange: 'restart' | 'reload' | 'none';
}

/** Unpacked (tar, by its suffix) or copied under `{release}`. */
export interface Artifact {
  readonly source: string;
  readonly sha256: string;
}

export interface RestartPolicy {
  readonly policy: 'no' | 'on-failure' | 'always';
  readonly delayMs: number;
  readonly maxDelayMs: number;
  /** Starts allowed within `windowMs` before it is left failed; 0: without limit. */
  readonly burst: number;
  readonly windowMs: number;
}

export interface StopPolicy {
  readonly signal: string;
  readonly timeoutMs: number;
}

export type Reload = { readonly signal: string } | { readonly command: readonly string[] };

export interface Check {
  readonly name: string;
  readonly probe:
    | {
        readonly kind: 'http';
        readonly path: string;
        readonly port: number;
        readonly status: readonly number[];
      }
    | { readonly kind: 'tcp'; readonly port: number }
    | { readonly kind: 'command'; readonly command: readonly string[] };
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly successes: number;
  readonly failures: number;
}

export const strategyNames = ['recreate'] as const;
export type StrategyName = (typeof strategyNames)[number];

export interface RolloutPolicy {
  readonly strategy: StrategyName;
  readonly minReadyMs: number;
  readonly progressDeadlineMs: number;
  readonly onFailure: 'rollback' | 'halt';
}

export interface Limits {
  readonly memoryBytes?: number;
  readonly openFiles?: number;
  readonly processes?: number;
  /** Whole CPUs; 1.5 is one and a half. */
  readonly cpus?: number;
}

export interface LogPolicy {
  readonly maxSizeBytes: number;
  readonly keep: number;
}

/** `missed`: what happens to a run that fell into a time when the machine or the controller was down. */
export interface Schedule {
  readonly cron: string;
  readonly timeZone: string;
  readonly missed: 'skip' | 'run-once';
}

/** Fields that differ only in wording or place must not move anything. */
const neverInstalled = ['dependsOn', 'checks', 'rollout'] as const;

/** The part of a definition that is written to the machine's service manager. */
export function installedPart(definition: Definition): Omit<Definition, (typeof neverInstalled)[number]> {
  const { dependsOn: _order, checks: _checks, rollout: _rollout, ...rest } = definition;
  return rest;
}

/** Whether both write the same to the service manager, as equal hashes of their installed parts would say. */
export function sameInstalledPart(a: Definition, b: Definition): boolean {
  return sameMembers(a, b, neverInstalled);
}
