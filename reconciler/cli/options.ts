/** Groups in the order in which `--help` shows them. */
export const optionGroups = ['source', 'planning', 'action', 'output', 'general'] as const;
export type OptionGroup = (typeof optionGroups)[number];

export interface OptionDeclaration {
  readonly flags: string;
  readonly group: OptionGroup;
  /** What completes its value. */
  readonly completes?: 'file' | 'folder' | 'service';
  readonly many?: true;
  readonly choices?: readonly string[];
}

/** Every option of every verb, once. Its text is `help.option.NAME`; the name is commander's for the long flag. */
export const optionTable = {
  url: { flags: '--url <url>', group: 'source' },
  branch: { flags: '--branch <name>', group: 'source' },
  tag: { flags: '--tag <name>', group: 'source' },
  commit: { flags: '--commit <id>', group: 'source' },
  path: { flags: '--path <folder>', group: 'source', completes: 'folder' },
  target: { flags: '--target <name>', group: 'planning', many: true, completes: 'service' },
  exclude: { flags: '--exclude <name>', group: 'planning', many: true, completes: 'service' },
  replace: { flags: '--replace <name>', group: 'planning', many: true, completes: 'service' },
  refreshOnly: { flags: '--refresh-only', group: 'planning' },
  allowEmpty: { flags: '--allow-empty', group: 'planning' },
  allowDirty: { flags: '--allow-dirty', group: 'planning' },
  takeOver: { flags: '--take-over', group: 'planning' },
  out: { flags: '--out <file>', group: 'planning', completes: 'file' },
  detailedExitcode: { flags: '--detailed-exitcode', group: 'planning' },
  autoApprove: { flags: '--auto-approve', group: 'action' },
  yes: { flags: '-y, --yes', group: 'action' },
  reason: { flags: '--reason <text>', group: 'action' },
  adhoc: { flags: '--adhoc', group: 'action' },
  env: { flags: '-e, --env <assignment>', group: 'action', many: true },
  cwd: { flags: '--cwd <folder>', group: 'action', completes: 'folder' },
  check: { flags: '--check', group: 'action' },
  render: { flags: '--render', group: 'action' },
  lines: { flags: '-n, --lines <count>', group: 'action' },
  follow: { flags: '-f, --follow', group: 'action' },
  since: { flags: '--since <duration>', group: 'action' },
  stack: { flags: '--stack <id>', group: 'action' },
  run: { flags: '--run <id>', group: 'action' },
  last: { flags: '--last <count>', group: 'action' },
  output: { flags: '-o, --output <format>', group: 'output' },
  format: { flags: '--format <format>', group: 'output' },
  jsonOut: { flags: '--json-out <file>', group: 'output', completes: 'file' },
  color: { flags: '--color <when>', group: 'general', choices: ['auto', 'always', 'never'] },
  config: { flags: '--config <file>', group: 'general', completes: 'file' },
  stateDir: { flags: '--state-dir <folder>', group: 'general', completes: 'folder' },
  verbose: { flags: '-v, --verbose', group: 'general' },
  help: { flags: '-h, --help', group: 'general' },
} as const satisfies Readonly<Record<string, OptionDeclaration>>;

export type OptionName = keyof typeof optionTable;

/** What a verb says of the options whose choices are its own. */
export interface VerbChoices {
  readonly outputs?: readonly string[];
  readonly formats?: readonly string[];
}

export const sourceOptions: readonly OptionName[] = ['url', 'branch', 'tag', 'commit', 'path'];
export const planOptions: readonly OptionName[] = [
  'target',
  'exclude',
  'replace',
  'refreshOnly',
  'allowEmpty',
  'allowDirty',
  'takeOver',
];
export const approvalOptions: readonly OptionName[] = ['autoApprove', 'yes'];
/** Of every verb that changes machines. */
export const changeOptions: readonly OptionName[] = [...approvalOptions, 'reason', 'output', 'jsonOut'];
/** Every verb has these. */
export const generalOptions: readonly OptionName[] = ['color', 'config', 'stateDir', 'verbose', 'help'];

/** What was given on the command line, by the name of the option. */
export interface Options {
  flag(name: OptionName): boolean;
  value(name: OptionName): string | null;
  list(name: OptionName): readonly string[];
}

export function optionsOf(given: Readonly<Record<string, unknown>>): Options {
  return {
    flag: (name) => given[name] === true,
    value: (name) => (typeof given[name] === 'string' ? given[name] : null),
    list: (name) => {
      const values = given[name];
      return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
    },
  };
}

export function declarationOf(name: OptionName): OptionDeclaration {
  return optionTable[name];
}

export function takesValue(declaration: OptionDeclaration): boolean {
  return declaration.flags.endsWith('>');
}

/** `-o, --output <format>` is `-o` and `--output`. */
export function spellings(declaration: OptionDeclaration): readonly string[] {
  return declaration.flags.split(/,? /).filter((word) => word.startsWith('-'));
}

/** Some options may be different things for different verbs. */
export function choicesOf(name: OptionName, verb: VerbChoices): readonly string[] | undefined {
  if (name === 'output') return verb.outputs;
  if (name === 'format') return verb.formats;
  return declarationOf(name).choices;
}
