import { defaults } from '../config/generated/defaults.ts';
import { languageOf, useLanguage } from '../config/text.ts';
import type { Engine, MakeEngine } from '../pass/engine.ts';
import { exitCodes } from '../plan/exit-code.ts';
import type { Command, Context } from './command.ts';
import { exitCodeOf, reportError } from './failure.ts';
import { graceAfter, interruptsOf } from './interrupts.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { printerOf, wantsColour } from './printer.ts';
import { usage } from './usage.ts';
import { isVerb, type VerbName, verbNames, verbs } from './verbs.ts';
import { asksForHelp, splitVerb } from './words.ts';

/** Runs one command line to its end and tells its exit code (DESIGN §8); never throws. */
export async function run(argv: readonly string[], io: Io, makeEngine: MakeEngine): Promise<number> {
  const { verb, args } = splitVerb(argv);
  try {
    await useLanguage(languageOf(io.env));
    if (verb === null || verb === 'help') return await general(argv, args, io);
    if (verb === '__complete') return await completeWords(argv.slice(argv.indexOf(verb) + 1), io, makeEngine);
    if (!isVerb(verb)) return await plugin(verb, argv, io);
    const command = await verbs[verb].load();
    if (asksForHelp(args)) {
      const { commandHelp } = await import('./help.ts');
      printer(io, 'stdout', args).lines(commandHelp(verb, command));
      return 0;
    }
    return await runCommand(verb, command, args, io, makeEngine);
  } catch (error) {
    const known = verb !== null && isVerb(verb) ? verb : null;
    reportError(error, printer(io, 'stderr', args), { verbose: isVerbose(args), verb: known });
    return exitCodeOf(error);
  }
}

async function runCommand(
  verb: VerbName,
  command: Command,
  args: readonly string[],
  io: Io,
  makeEngine: MakeEngine,
): Promise<number> {
  const { parse } = await import('./parse.ts');
  const { options, words, rest } = parse(verb, command, args);
  const err = printer(io, 'stderr', args);
  const changes = command.changes === true;
  const interrupts = interruptsOf(io, err, changes);
  const last = changes ? interrupts.abort : interrupts.signal;
  using grace = graceAfter(last, defaults.cli.abortGraceMs);
  const held = heldEngine(makeEngine, options);
  const context: Context = {
    verb,
    io,
    options,
    words,
    rest,
    out: printer(io, 'stdout', args),
    err,
    interrupts,
    engine: held.get,
  };
  try {
    return await Promise.race([finish(command, context, held.dispose), grace.over.then(() => leave(io))]);
  } catch (error) {
    if (interrupts.stage() > 0 && isAbort(error)) return exitCodes.interrupted;
    const code = exitCodeOf(error);
    if (code !== 1 || command.trouble === undefined) throw error;
    reportError(error, err, { verbose: options.flag('verbose'), verb });
    return command.trouble;
  } finally {
    interrupts.dispose();
  }
}

function leave(io: Io): number {
  io.leave(exitCodes.interrupted);
  return exitCodes.interrupted;
}

async function finish(command: Command, context: Context, dispose: () => Promise<void>): Promise<number> {
  try {
    return await command.run(context);
  } finally {
    await dispose();
  }
}

/** The engine opens files and journals; a verb that needs none never makes one. */
function heldEngine(makeEngine: MakeEngine, options: Options) {
  let made: Promise<Engine> | null = null;
  return {
    get: () => {
      made ??= makeEngine({
        configFile: options.value('config'),
        stateDirectory: options.value('stateDir'),
      });
      return made;
    },
    dispose: async () => {
      const engine = await made?.catch(() => null);
      await engine?.[Symbol.asyncDispose]();
    },
  };
}

async function general(argv: readonly string[], args: readonly string[], io: Io): Promise<number> {
  if (argv.includes('--version') || argv.includes('-V')) {
    const { version } = await import('./version.ts');
    printer(io, 'stdout', argv).line(version());
    return 0;
  }
  const help = await import('./help.ts');
  const about = args.find((word) => !word.startsWith('-'));
  if (about !== undefined) {
    if (!isVerb(about)) throw await unknownVerb(about);
    printer(io, 'stdout', argv).lines(help.commandHelp(about, await verbs[about].load()));
    return 0;
  }
  const unknown = args.find((word) => word.startsWith('-') && !help.isGeneral(word));
  if (unknown !== undefined) throw usage('option-without-verb', { word: unknown });
  const asked = argv.includes('help') || asksForHelp(argv);
  printer(io, asked ? 'stdout' : 'stderr', argv).lines(help.generalHelp());
  return asked ? 0 : exitCodes.usage;
}

async function plugin(verb: string, argv: readonly string[], io: Io): Promise<number> {
  const { findPlugin, runPlugin } = await import('./plugins.ts');
  const program = await findPlugin(verb, io.env);
  if (program === null) throw await unknownVerb(verb);
  return runPlugin(program, argv.slice(argv.indexOf(verb) + 1), io);
}

async function unknownVerb(word: string): Promise<Error> {
  const { closest } = await import('../model/closest.ts');
  const near = closest(word, verbNames());
  return near === null ? usage('unknown-verb', { word }) : usage('unknown-verb-near', { word, near });
}

async function completeWords(words: readonly string[], io: Io, makeEngine: MakeEngine): Promise<number> {
  const { complete } = await import('./complete.ts');
  return complete(words, io, makeEngine);
}

function printer(io: Io, which: 'stdout' | 'stderr', args: readonly string[]) {
  return printerOf(io[which], wantsColour(colourOption(args), io.env, io[which]));
}

/** Read before the real parse, so that a wrong command line is told in the right colours too. */
function colourOption(args: readonly string[]): string | null {
  const at = args.findLastIndex((word) => word === '--color' || word.startsWith('--color='));
  const word = args[at];
  if (word === undefined) return null;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : (args[at + 1] ?? null);
}

function isVerbose(args: readonly string[]): boolean {
  return args.some((word) => word === '--verbose' || /^-[a-z]*v/.test(word));
}

function isAbort(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'AbortError') return true;
  const source = 'source' in error ? error.source : error.cause;
  return source !== undefined && source !== error && isAbort(source);
}
