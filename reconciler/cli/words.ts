import { declarationOf, generalOptions, takesValue } from './options.ts';

/** Options before the verb count as if they stood after it. */
export function splitVerb(argv: readonly string[]): {
  readonly verb: string | null;
  readonly args: readonly string[];
} {
  const valued = new Set(
    generalOptions
      .map(declarationOf)
      .filter(takesValue)
      .map((option) => option.flags.split(' ')[0]),
  );
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '--') break;
    if (!word.startsWith('-')) return { verb: word, args: argv.toSpliced(at, 1) };
    if (valued.has(word)) at++;
  }
  return { verb: null, args: argv };
}

/** Whether the words before `--` ask for help; commander never sees it, so a half-written command gets help too. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((word) => word === '-h' || word === '--help');
}
