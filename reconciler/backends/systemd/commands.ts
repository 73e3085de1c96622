import { defaults } from '../../config/generated/defaults.ts';
import type { Exec } from '../../model/operation.ts';
import type { BackendContext, Joined } from '../backend.ts';
import { scopeOf } from './scope.ts';

type Verb = 'start' | 'stop' | 'restart' | 'reload' | 'enable' | 'reenable' | 'disable' | 'reset-failed';

/** One systemctl for all units of a wave. `waitMs` is how long the manager itself may need for one of them. */
export function tell(context: BackendContext, verb: Verb, unit: string, waitMs = 0): Joined {
  return {
    kind: 'joined',
    prefix: [...scopeOf(context).systemctl, verb, '--'],
    argument: unit,
    timeoutMs: defaults.backends.systemdCommandTimeoutMs + waitMs,
  };
}

export function daemonReload(context: BackendContext): Exec {
  return {
    kind: 'exec',
    argv: [...scopeOf(context).systemctl, 'daemon-reload'],
    timeoutMs: defaults.backends.systemdCommandTimeoutMs,
    maxOutputBytes: defaults.backends.commandMaxOutputBytes,
  };
}
