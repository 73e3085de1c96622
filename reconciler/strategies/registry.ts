import type { StrategyName } from '../model/definition.ts';
import { recreate } from './recreate.ts';
import type { Strategy } from './strategy.ts';

/** By the name that a service asks for; one line each. */
export const strategies: Readonly<Record<StrategyName, Strategy>> = { recreate };
