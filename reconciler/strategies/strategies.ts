import type { RolloutPolicy } from '../model/definition.ts';
import { recreate } from './recreate.ts';
import type { Strategy } from './strategy.ts';

/** One line each. */
export const strategies: Readonly<Record<RolloutPolicy['strategy'], Strategy>> = { recreate };
