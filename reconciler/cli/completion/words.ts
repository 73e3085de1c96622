import { text } from '../../config/text.ts';
import type { Argument, Command } from '../command.ts';
import { choicesOf, declarationOf, generalOptions, spellings, takesValue } from '../options.ts';

import { verbNames, verbs } from '../verbs.ts';

/** How one word is completed. */
export type Completes =
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'service' | 'machine' | 'field' | 'file' | 'folder' | 'nothing' };

export interface CompletedOption {
  readonly spellings: readonly string[];
  readonly text: string;
  /** Null: it takes no value. */
  readonly value: Completes | null;
}

export interface CompletedVerb {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly Completes[];
  /** The last argument may be repeated. */
  readonly many: boolean;
}

/** Everything that a completion script knows, read from the registry of verbs. */
export async function completedVerbs(): Promise<readonly CompletedVerb[]> {
  return Promise.all(
    verbNames().map(async (name) => {
      const command: Command = await verbs[name].load();
      return {
        name,
        summary: text(`help.verb.${name}.summary`),
        many: command.arguments.at(-1)?.many === true,
        arguments: command.arguments.map(argumentCompletes),
        options: [...command.options, ...generalOptions].map((option) => {
          const declaration = declarationOf(option);
          const choices = choicesOf(option, command);
          const words = text(`help.option.${option}`);
          return {
            spellings: spellings(declaration),
            text: words,
            value: takesValue(declaration) ? completes(choices, declaration.completes) : null,
          };
        }),
      };
    }),
  );
}

function argumentCompletes(argument: Argument): Completes {
  return completes(argument.choices, argument.completes);
}

function completes(choices: readonly string[] | undefined, what: Argument['completes']): Completes {
  if (choices !== undefined) return { kind: 'choices', choices };
  return { kind: what ?? 'nothing' };
}
