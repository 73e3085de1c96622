import type { Exec } from '../../model/operation.ts';
import type { BackendContext, Joined } from '../backend.ts';
import { scopeOf } from './scope.ts';

/** A start may wait for the program to say that it is ready: TimeoutStartSec is 90 s by default. */
const commandTimeoutMs = 120_000;

type Verb = 'start' | 'stop' | 'restart' | 'reload' | 'enable' | 'reenable' | 'disable' | 'reset-failed';

/** One systemctl for all units of a wave. `waitMs` is how long the manager itself may need for one of them. */
export function tell(context: BackendContext, verb: Verb, unit: string, waitMs = 0): Joined {
  return {
    kind: 'joined',
    prefix: [...scopeOf(context).systemctl, verb, '--'],
    argument: unit,
    timeoutMs: commandTimeoutMs + waitMs,
  };
}

export function daemonReload(context: BackendContext): Exec {
  return {
    kind: 'exec',
    argv: [...scopeOf(context).systemctl, 'daemon-reload'],
    timeoutMs: commandTimeoutMs,
    maxOutputBytes: 65_536,
  };
}
