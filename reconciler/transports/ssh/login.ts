import { join } from 'node:path';
import type { Credential, HostKeyPolicy, LoginMethod } from '../../config/configuration.ts';
import type { SshConnection } from '../../model/desired.ts';
import { ProvctlError } from '../../model/error.ts';
import type { Secret } from '../../model/secret.ts';
import { type Identity, readIdentity, readPublicBlob } from './identity.ts';
import type { SshSettings } from './settings.ts';

/** Everything that a login needs, read and checked before the first packet. */
export interface Login {
  readonly user: string;
  readonly methods: readonly Method[];
  readonly knownHosts: readonly string[];
  readonly hostKeys: HostKeyPolicy;
  /** For sudo; never the one of the login unless the operator says so. */
  readonly becomePassword: Secret | null;
}

export type Method =
  /** `only`: of the agent's keys, this one. */
  | { readonly kind: 'agent'; readonly socket: string; readonly only: Buffer | null }
  | { readonly kind: 'key'; readonly identities: readonly Identity[] }
  | { readonly kind: 'password'; readonly password: Secret };

/** Logins by credential, each read once: deriving a key from its passphrase takes a good part of a second. */
export class Logins {
  readonly #settings: SshSettings;
  readonly #read = new Map<string, Promise<Login>>();

  constructor(settings: SshSettings) {
    this.#settings = settings;
  }

  /** @throws ProvctlError `transport.credential-unknown`, `transport.identity-*`, `secrets.*`. */
  async of(machine: string, connection: SshConnection): Promise<Login> {
    const { credential: name } = connection;
    const login = await this.#login(machine, name);
    return connection.user === undefined ? login : { ...login, user: connection.user };
  }

  #login(machine: string, name: string | undefined): Promise<Login> {
    const { credentials } = this.#settings;
    const credential =
      name === undefined ? openSsh : Object.hasOwn(credentials, name) ? credentials[name] : null;
    if (credential == null)
      throw new ProvctlError('transport.credential-unknown', {
        machine,
        credential: name,
        known: Object.keys(credentials).sort().join(', '),
      });
    const key = name ?? '';
    const login = this.#read.get(key) ?? readLogin(credential, name ?? '', this.#settings);
    this.#read.set(key, login);
    // What was wrong may be right the next time, in a program that stays.
    login.catch(() => this.#read.delete(key));
    return login;
  }
}

/** ssh_config(5): what there is without a word of the operator. */
const openSsh: Credential = {
  user: null,
  auth: null,
  identityFile: null,
  passphrase: null,
  password: null,
  becomePassword: null,
  knownHosts: null,
  hostKeys: 'strict',
};
const identityFiles = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

async function readLogin(credential: Credential, name: string, settings: SshSettings): Promise<Login> {
  const methods: Method[] = [];
  for (const method of credential.auth ?? (['agent', 'key'] as const)) {
    const read = await readMethod(method, credential, name, settings);
    if (read !== null) methods.push(read);
  }
  return {
    user: credential.user ?? settings.user,
    methods,
    knownHosts: credential.knownHosts ?? [
      join(settings.home, '.ssh/known_hosts'),
      '/etc/ssh/ssh_known_hosts',
    ],
    hostKeys: credential.hostKeys,
    becomePassword:
      credential.becomePassword === null
        ? null
        : await settings.secret(`credentials.${name}.becomePassword`, credential.becomePassword),
  };
}

async function readMethod(
  method: LoginMethod,
  credential: Credential,
  name: string,
  settings: SshSettings,
): Promise<Method | null> {
  const { identityFile, passphrase, password } = credential;
  switch (method) {
    case 'agent': {
      const { agentSocket } = settings;
      if (agentSocket === null) return null;
      const only = identityFile === null ? null : await readPublicBlob(identityFile);
      return { kind: 'agent', socket: agentSocket, only };
    }
    case 'key': {
      const secret =
        passphrase === null ? null : await settings.secret(`credentials.${name}.passphrase`, passphrase);
      const identities =
        identityFile === null
          ? await defaultIdentities(settings.home, secret)
          : [await readIdentity(identityFile, secret)];
      return identities.length === 0 ? null : { kind: 'key', identities };
    }
    case 'password':
      if (password === null) return null;
      return { kind: 'password', password: await settings.secret(`credentials.${name}.password`, password) };
  }
}

/** Those that are there and can be used: nobody named them, so none of them is missed. */
async function defaultIdentities(home: string, passphrase: Secret | null): Promise<readonly Identity[]> {
  const read = await Promise.all(
    identityFiles.map((file) => readIdentity(join(home, '.ssh', file), passphrase).catch(() => null)),
  );
  return read.filter((identity) => identity !== null);
}
