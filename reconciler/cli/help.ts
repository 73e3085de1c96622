import { text } from '../config/text.ts';
import type { Argument, Command } from './command.ts';
import {
  choicesOf,
  declarationOf,
  generalOptions,
  type OptionName,
  optionGroups,
  spellings,
} from './options.ts';

import { type Line, paint, textLines } from './screens/line.ts';
import { table } from './screens/table.ts';
import { type VerbName, verbGroups, verbNames, verbs } from './verbs.ts';

/** What provctl is, its verbs in groups, and where to read on. */
export function generalHelp(): readonly Line[] {
  const names = verbNames();
  return [
    [text('help.summary')],
    [],
    [text('help.usage', { usage: 'provctl VERB …' })],
    ...verbGroups.flatMap((group): readonly Line[] => [
      [],
      [paint('bold', text(`help.verb-group.${group}`))],
      ...table(
        names
          .filter((name) => verbs[name].group === group)
          .map((name): readonly Line[] => [[name.padEnd(10)], [text(`help.verb.${name}.summary`)]]),
        '  ',
      ),
    ]),
    [],
    ...optionLines(generalOptions, null),
    [],
    ...textLines(text('help.more')),
  ];
}

/** One sentence, three examples, the options in groups. */
export function commandHelp(verb: VerbName, command: Command): readonly Line[] {
  const words = [
    verb,
    ...command.arguments.map(argumentText),
    ...(command.takesRest ? ['[-- COMMAND…]'] : []),
  ];
  return [
    [text(`help.verb.${verb}.summary`)],
    [],
    [text('help.usage', { usage: `provctl ${words.join(' ')}` })],
    [],
    [paint('bold', text('help.examples'))],
    ...textLines(text(`help.verb.${verb}.examples`)).map((line): Line => ['  ', ...line]),
    ...optionLines([...command.options, ...generalOptions], command),
  ];
}

export function isGeneral(word: string): boolean {
  const flag = word.split('=')[0] ?? '';
  return generalOptions.some((name) => spellings(declarationOf(name)).includes(flag));
}

function optionLines(names: readonly OptionName[], command: Command | null): readonly Line[] {
  return optionGroups.flatMap((group): readonly Line[] => {
    const own = names.filter((name) => declarationOf(name).group === group);
    if (own.length === 0) return [];
    return [
      ...(command === null ? [] : [[] as Line]),
      [paint('bold', text(`help.option-group.${group}`))],
      ...table(
        own.map((name): readonly Line[] => [[flagsText(name)], [optionText(name, command)]]),
        '  ',
      ),
    ];
  });
}

/** Long flags stand under each other, whether they have a short one or not. */
function flagsText(name: OptionName): string {
  const { flags } = declarationOf(name);
  return flags.startsWith('--') ? `    ${flags}` : flags;
}

function optionText(name: OptionName, command: Command | null): string {
  const choices = command === null ? declarationOf(name).choices : choicesOf(name, command);
  const words = text(`help.option.${name}`);
  return choices === undefined ? words : `${words}: ${choices.join(', ')}`;
}

function argumentText({ name, required, many, choices }: Argument): string {
  const word = `${choices?.join('|') ?? name.toUpperCase()}${many ? '…' : ''}`;
  return required ? word : `[${word}]`;
}
