import { local } from './local.ts';
import type { Transport } from './session.ts';

/** Every way to reach a machine; one of another kind is told as unreachable. */
export const transports: readonly Transport[] = [local];
