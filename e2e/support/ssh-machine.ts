import type { Credential } from '../../reconciler/config/configuration.ts';
import type { Machine } from '../../reconciler/model/desired.ts';
import { ProvctlError } from '../../reconciler/model/error.ts';
import { Secret } from '../../reconciler/model/secret.ts';
import type { Session } from '../../reconciler/transports/session.ts';
import { SshReach } from '../../reconciler/transports/ssh/open.ts';
import type { SshSettings } from '../../reconciler/transports/ssh/settings.ts';
import type { Sshd } from './sshd.ts';

export interface Access {
  readonly user?: string;
  readonly address?: string;
  readonly become?: 'sudo';
  readonly port?: number;
  readonly credential?: Partial<Credential>;
  readonly settings?: Partial<SshSettings>;
  readonly stateRoot?: string | null;
  readonly signal?: AbortSignal;
}

/** A session to the private sshd, by its key unless the access says otherwise. */
export function openSsh(sshd: Sshd, access: Access = {}): Promise<Session> {
  const connection = {
    kind: 'ssh',
    address: access.address ?? '127.0.0.1',
    port: access.port ?? sshd.port,
    user: access.user ?? 'deploy',
    credential: 'own',
    ...(access.become === undefined ? {} : { become: access.become }),
  } as const;
  const machine: Machine = { name: 'web-1', connection, labels: {}, fleet: 'web' };
  return new SshReach(settingsOf(sshd, access)).open(machine, connection, {
    stateRoot: access.stateRoot ?? null,
    ...(access.signal === undefined ? {} : { signal: access.signal }),
  });
}

/** The operator's side: the key and the known hosts of the private sshd. */
export function settingsOf(sshd: Sshd, { credential, settings }: Access = {}): SshSettings {
  return {
    credentials: {
      own: {
        user: null,
        auth: ['key'],
        identityFile: sshd.identity,
        passphrase: null,
        password: null,
        becomePassword: null,
        knownHosts: [sshd.knownHosts],
        hostKeys: 'strict',
        ...credential,
      },
    },
    allow: null,
    trustDirectory: sshd.at('trust'),
    home: sshd.at('home'),
    user: 'nobody',
    agentSocket: null,
    secret: async (_name, source) => new Secret(source.kind === 'file' ? source.path : source.variable),
    ...settings,
  };
}

/** `open`, or the kind of the error that says why not. */
export async function outcome(opening: Promise<Session>): Promise<string> {
  try {
    await (await opening)[Symbol.asyncDispose]();
    return 'open';
  } catch (error) {
    return error instanceof ProvctlError ? error.kind : String(error);
  }
}
