import { declarationOf, generalOptions, spellings, takesValue } from '../options.ts';
import type { CompletedVerb, Completes } from './words.ts';

/** Options that may stand before the verb with a value of their own. */
const valued = generalOptions.map(declarationOf).filter(takesValue).flatMap(spellings).join('|');

export function bashScript(verbs: readonly CompletedVerb[]): string {
  return `# provctl completion for bash
_provctl() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" verb='' i at=0
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${valued}) ((i++)) ;;
      -*) ;;
      *) if [[ -z $verb ]]; then verb="\${COMP_WORDS[i]}"; else ((at++)); fi ;;
    esac
  done
  local words='' kind=''
  case "$verb:$prev" in
${verbs.flatMap((verb) => bashValues(verb)).join('\n')}
  esac
  if [[ -z $kind && $cur == -* ]]; then
    kind=words
    case "$verb" in
${verbs.map((verb) => `      ${verb.name}) words='${verb.options.flatMap((option) => option.spellings).join(' ')}' ;;`).join('\n')}
    esac
  elif [[ -z $kind && -z $verb ]]; then
    kind=words words='${verbs.map(({ name }) => name).join(' ')}'
  elif [[ -z $kind ]]; then
    case "$verb:$at" in
${verbs.flatMap(bashArguments).join('\n')}
    esac
  fi
  case "$kind" in
    service) words="$(provctl __complete services 2>/dev/null)" ;;
    machine) words="$(provctl __complete machines 2>/dev/null)" ;;
    field) words="$(provctl __complete fields 2>/dev/null)" ;;
    file) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    folder) COMPREPLY=($(compgen -d -- "$cur")); return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o filenames -F _provctl provctl
`;
}

function bashValues(verb: CompletedVerb): readonly string[] {
  return verb.options.flatMap(({ spellings: flags, value }) =>
    value === null
      ? []
      : [`    ${flags.map((flag) => `${verb.name}:${flag}`).join('|')}) ${bashKind(value)} ;;`],
  );
}

function bashArguments(verb: CompletedVerb): readonly string[] {
  return verb.arguments.map((argument, index) => {
    const last = verb.many && index === verb.arguments.length - 1;
    return `      ${verb.name}:${last ? '*' : index}) ${bashKind(argument)} ;;`;
  });
}

function bashKind(value: Completes): string {
  return value.kind === 'choices' ? `kind=words words='${value.choices.join(' ')}'` : `kind=${value.kind}`;
}

export function zshScript(verbs: readonly CompletedVerb[]): string {
  return `#compdef provctl
# provctl completion for zsh
_provctl_services() { compadd -- \${(f)"$(provctl __complete services 2>/dev/null)"} }
_provctl_machines() { compadd -- \${(f)"$(provctl __complete machines 2>/dev/null)"} }
_provctl_fields() { compadd -- \${(f)"$(provctl __complete fields 2>/dev/null)"} }
_provctl() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C '1: :->verb' '*:: :->words'
  case $state in
    verb)
      local -a verbs
      verbs=(
${verbs.map(({ name, summary }) => `        ${zshQuoted(`${name}:${summary}`)}`).join('\n')}
      )
      _describe verb verbs ;;
    words)
      case $words[1] in
${verbs.map(zshVerb).join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = _provctl ]; then _provctl "$@"; else compdef _provctl provctl; fi
`;
}

function zshVerb(verb: CompletedVerb): string {
  const options = verb.options.flatMap(({ spellings: flags, text, value }) =>
    flags.map((flag) => {
      const described = `${flag}[${text.replace(/[[\]:]/g, '\\$&')}]`;
      return zshQuoted(value === null ? described : `${described}: :${zshAction(value)}`);
    }),
  );
  const words = verb.arguments.map((argument, index) => {
    const last = verb.many && index === verb.arguments.length - 1;
    return zshQuoted(`${last ? '*' : index + 1}: :${zshAction(argument)}`);
  });
  return `        ${verb.name}) _arguments ${[...options, ...words].join(' ')} ;;`;
}

function zshAction(value: Completes): string {
  switch (value.kind) {
    case 'choices':
      return `(${value.choices.join(' ')})`;
    case 'service':
      return '_provctl_services';
    case 'machine':
      return '_provctl_machines';
    case 'field':
      return '_provctl_fields';
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'nothing':
      return ' ';
  }
}

function zshQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export function fishScript(verbs: readonly CompletedVerb[]): string {
  return `# provctl completion for fish
complete -c provctl -f
${verbs.map(({ name, summary }) => `complete -c provctl -n __fish_use_subcommand -a ${name} -d ${fishQuoted(summary)}`).join('\n')}
${verbs.flatMap(fishVerb).join('\n')}
`;
}

function fishVerb(verb: CompletedVerb): readonly string[] {
  const start = `complete -c provctl -n '__fish_seen_subcommand_from ${verb.name}'`;
  return [
    ...verb.options.map(({ spellings: flags, text, value }) => {
      const named = flags.map((flag) =>
        flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
      );
      return [
        start,
        ...named,
        ...(value === null ? [] : ['-x', ...fishAction(value)]),
        '-d',
        fishQuoted(text),
      ].join(' ');
    }),
    ...verb.arguments.flatMap((argument) => {
      const action = fishAction(argument);
      return action.length === 0 ? [] : [[start, ...action].join(' ')];
    }),
  ];
}

function fishAction(value: Completes): readonly string[] {
  switch (value.kind) {
    case 'choices':
      return ['-a', fishQuoted(value.choices.join(' '))];
    case 'service':
    case 'machine':
    case 'field':
      return ['-a', fishQuoted(`(provctl __complete ${value.kind}s 2>/dev/null)`)];
    case 'file':
      return ['-a', fishQuoted('(__fish_complete_path)')];
    case 'folder':
      return ['-a', fishQuoted('(__fish_complete_directories)')];
    case 'nothing':
      return [];
  }
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
