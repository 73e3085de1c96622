import { ProvctlError } from '../../model/error.ts';
import type { Transport } from '../session.ts';
import type { SshReach } from './open.ts';
import type { SshSettings } from './settings.ts';

/** Machines of a fleet, over the ssh protocol in this process. Its library is loaded with the first of them. */
export function sshTransport(settings: SshSettings): Transport {
  let reach: Promise<SshReach> | null = null;
  return {
    kind: 'ssh',
    async open(machine, options) {
      const { connection } = machine;
      if (connection.kind !== 'ssh')
        throw new ProvctlError('transport.unsupported', {
          machine: machine.name,
          connection: connection.kind,
        });
      reach ??= import('./open.ts').then(({ SshReach }) => new SshReach(settings));
      // The state root of this machine says nothing of that one, which has its own default.
      return (await reach).open(machine, connection, { ...options, stateRoot: null });
    },
  };
}
