import type { Engine } from '../pass/engine.ts';
import type { Interrupts } from './interrupts.ts';
import type { Io } from './io.ts';
import type { OptionName, Options } from './options.ts';
import type { Printer } from './printer.ts';
import type { VerbName } from './verbs.ts';

/** One verb: what may be written after it, and what it does. Declared as data, so help and completion can read it. */
export interface Command {
  readonly arguments: readonly Argument[];
  /** Beside those that every verb has. */
  readonly options: readonly OptionName[];
  /** Choices of `-o`; the first is what happens without it. */
  readonly outputs?: readonly string[];
  /** Choices of `--format`; the first is what happens without it. */
  readonly formats?: readonly string[];
  /** What follows `--` belongs to it. */
  readonly takesRest?: true;
  /** Changes machines: the first ^C lets the steps that are under way finish. */
  readonly changes?: true;
  /** What an error gives instead of 1. */
  readonly trouble?: number;
  /** @returns the exit code. */
  run(context: Context): Promise<number>;
}

export interface Argument {
  readonly name: string;
  readonly required?: true;
  readonly many?: true;
  readonly choices?: readonly string[];
  readonly completes?: 'folder' | 'file' | 'service' | 'machine' | 'field';
}

export interface Context {
  readonly verb: VerbName;
  readonly io: Io;
  readonly options: Options;
  readonly words: readonly string[];
  /** What stood after `--`; null: there was none. */
  readonly rest: readonly string[] | null;
  readonly out: Printer;
  readonly err: Printer;
  readonly interrupts: Interrupts;
  /** Made at the first call; disposed when the verb is over. */
  engine(): Promise<Engine>;
}

export const folderArgument: Argument = { name: 'folder', completes: 'folder' };
