import type { BackendContext } from '../backend.ts';

/** Root's services belong to the machine's manager, everybody else's to that user's own. */
export interface Scope {
  readonly kind: 'system' | 'user';
  /** Where units that an administrator writes go. */
  readonly directory: string;
  readonly systemctl: readonly string[];
  readonly journalctl: readonly string[];
  /** The target that `boot: true` hangs on. */
  readonly bootTarget: string;
}

export function scopeOf(context: BackendContext): Scope {
  const { facts } = context;
  if (facts.uid === 0) {
    return {
      kind: 'system',
      directory: '/etc/systemd/system',
      systemctl: ['systemctl'],
      journalctl: ['journalctl'],
      bootTarget: 'multi-user.target',
    };
  }
  return {
    kind: 'user',
    directory: `${facts.home}/.config/systemd/user`,
    // A login over SSH without pam_systemd does not say where the user's bus is.
    systemctl: ['env', `XDG_RUNTIME_DIR=/run/user/${facts.uid}`, 'systemctl', '--user'],
    journalctl: ['journalctl', '--user'],
    bootTarget: 'default.target',
  };
}
