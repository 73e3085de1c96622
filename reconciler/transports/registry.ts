import { local } from './local.ts';
import type { Transport } from './session.ts';
import type { SshSettings } from './ssh/settings.ts';
import { sshTransport } from './ssh/ssh.ts';

/** Every way to reach a machine; one of another kind is told as unreachable. */
export function transports(ssh: SshSettings): readonly Transport[] {
  return [local, sshTransport(ssh)];
}
