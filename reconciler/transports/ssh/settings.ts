import type { Credential, SecretSource } from '../../config/configuration.ts';
import type { Secret } from '../../model/secret.ts';

/** What the operator's side decides of every connection; nothing of it comes from a repository. */
export interface SshSettings {
  readonly credentials: Readonly<Record<string, Credential>>;
  /** Addresses that machines may have; null: any. */
  readonly allow: readonly string[] | null;
  /** Keys of hosts that were accepted as new, a file each. */
  readonly trustDirectory: string;
  readonly home: string;
  /** Who provctl runs as, and so whom OpenSSH would log in. */
  readonly user: string;
  /** Null: no agent runs. */
  readonly agentSocket: string | null;
  secret(name: string, source: SecretSource): Promise<Secret>;
  readonly timing?: Partial<SshTiming>;
}

/** How long each step may take; tests shorten what they let fail. */
export interface SshTiming {
  readonly connectMs: number;
  readonly handshakeMs: number;
  readonly authenticateMs: number;
  readonly channelMs: number;
  readonly keepaliveIntervalMs: number;
  readonly keepaliveCount: number;
}
