import type { Command } from '../command.ts';
import { imperative, imperativeCommand } from '../imperative.ts';

export const restart: Command = {
  ...imperativeCommand,
  run: (context) => imperative(context, 'restart'),
};
