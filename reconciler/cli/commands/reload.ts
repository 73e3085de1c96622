import type { Command } from '../command.ts';
import { imperative, imperativeCommand } from '../imperative.ts';

export const reload: Command = {
  ...imperativeCommand,
  run: (context) => imperative(context, 'reload'),
};
