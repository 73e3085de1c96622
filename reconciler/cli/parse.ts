import { Argument, CommanderError, Option, Command as Parser } from 'commander';
import type { Command } from './command.ts';
import {
  choicesOf,
  declarationOf,
  generalOptions,
  type OptionName,
  type Options,
  optionsOf,
} from './options.ts';
import { usage } from './usage.ts';
import type { VerbName } from './verbs.ts';

export interface Parsed {
  readonly options: Options;
  readonly words: readonly string[];
  readonly rest: readonly string[] | null;
}

/** @throws ProvctlError `usage.*` */
export function parse(verb: VerbName, command: Command, args: readonly string[]): Parsed {
  const end = command.takesRest ? args.indexOf('--') : -1;
  const own = end === -1 ? args : args.slice(0, end);
  const rest = end === -1 ? null : args.slice(end + 1);
  const parser = parserOf(verb, command);
  try {
    parser.parse([...own], { from: 'user' });
  } catch (error) {
    throw error instanceof CommanderError ? usageOf(error, verb, command) : error;
  }
  return { options: optionsOf(parser.opts()), words: parser.args, rest };
}

function parserOf(verb: VerbName, command: Command): Parser {
  const parser = new Parser(verb)
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeErr: () => {}, writeOut: () => {} });
  for (const name of [...command.options, ...generalOptions]) parser.addOption(optionOf(name, command));
  for (const declared of command.arguments) {
    const dots = declared.many ? '...' : '';
    const argument = new Argument(
      declared.required ? `<${declared.name}${dots}>` : `[${declared.name}${dots}]`,
    );
    if (declared.choices !== undefined) argument.choices(declared.choices);
    parser.addArgument(argument);
  }
  return parser;
}

function optionOf(name: OptionName, command: Command): Option {
  const declaration = declarationOf(name);
  const option = new Option(declaration.flags);
  const choices = choicesOf(name, command);
  if (choices !== undefined) option.choices([...choices]);
  if (declaration.many)
    option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
  return option;
}

const kinds: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'unknown-option',
  'commander.missingArgument': 'missing-argument',
  'commander.optionMissingArgument': 'missing-value',
  'commander.excessArguments': 'too-many',
  'commander.invalidArgument': 'invalid-value',
};

/** Commander speaks English only; what it found is in the first quotes of its message. */
function usageOf(error: CommanderError, verb: VerbName, command: Command): Error {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const invalid =
    /option '(?<what>.*?)' argument '(?<found>.*?)' is invalid/s.exec(error.message) ??
    /value '(?<found>.*?)' is invalid for argument '(?<what>.*?)'/s.exec(error.message);
  const near = /Did you mean (?:one of )?(.*)\?\)/s.exec(error.message)?.[1];
  const choices = /Allowed choices are (.*)\./s.exec(error.message)?.[1] ?? '';
  const kind = kinds[error.code] ?? 'wrong';
  const missing = command.arguments.find(({ name }) => name === quoted)?.choices;
  if (kind === 'missing-argument' && missing !== undefined)
    return usage('missing-choice', { word: quoted, choices: missing.join(', ') });
  return usage(near === undefined ? kind : `${kind}-near`, {
    verb,
    detail: error.message.replace(/^error: /, ''),
    word: invalid?.groups?.['found'] ?? quoted,
    option: invalid?.groups?.['what'] ?? quoted,
    near,
    choices,
  });
}
