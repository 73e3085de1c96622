import type { Command } from './command.ts';

/** Groups in the order in which `provctl --help` shows them. */
export const verbGroups = ['desired', 'change', 'look', 'run', 'keep'] as const;
export type VerbGroup = (typeof verbGroups)[number];

export interface Verb {
  readonly group: VerbGroup;
  readonly load: () => Promise<Command>;
}

/**
 * One verb, one file, loaded when it is called. Its words are `help.verb.NAME.summary` and `.examples`; help, completion
 * and dispatch read this table.
 */
export const verbs = {
  init: { group: 'desired', load: async () => (await import('./commands/init.ts')).init },
  validate: { group: 'desired', load: async () => (await import('./commands/validate.ts')).validate },
  fmt: { group: 'desired', load: async () => (await import('./commands/fmt.ts')).fmt },
  build: { group: 'desired', load: async () => (await import('./commands/build.ts')).build },
  explain: { group: 'desired', load: async () => (await import('./commands/explain.ts')).explain },
  plan: { group: 'change', load: async () => (await import('./commands/plan.ts')).plan },
  diff: { group: 'change', load: async () => (await import('./commands/diff.ts')).diff },
  drift: { group: 'change', load: async () => (await import('./commands/drift.ts')).drift },
  show: { group: 'change', load: async () => (await import('./commands/show.ts')).show },
  apply: { group: 'change', load: async () => (await import('./commands/apply.ts')).apply },
  destroy: { group: 'change', load: async () => (await import('./commands/destroy.ts')).destroy },
  adopt: { group: 'change', load: async () => (await import('./commands/adopt.ts')).adopt },
  forget: { group: 'change', load: async () => (await import('./commands/forget.ts')).forget },
  get: { group: 'look', load: async () => (await import('./commands/get.ts')).get },
  status: { group: 'look', load: async () => (await import('./commands/status.ts')).status },
  tree: { group: 'look', load: async () => (await import('./commands/tree.ts')).tree },
  cat: { group: 'look', load: async () => (await import('./commands/cat.ts')).cat },
  logs: { group: 'look', load: async () => (await import('./commands/logs.ts')).logs },
  events: { group: 'look', load: async () => (await import('./commands/events.ts')).events },
  history: { group: 'look', load: async () => (await import('./commands/history.ts')).history },
  audit: { group: 'look', load: async () => (await import('./commands/audit.ts')).audit },
  start: { group: 'run', load: async () => (await import('./commands/start.ts')).start },
  stop: { group: 'run', load: async () => (await import('./commands/stop.ts')).stop },
  restart: { group: 'run', load: async () => (await import('./commands/restart.ts')).restart },
  reload: { group: 'run', load: async () => (await import('./commands/reload.ts')).reload },
  rollout: { group: 'run', load: async () => (await import('./commands/rollout.ts')).rollout },
  lease: { group: 'keep', load: async () => (await import('./commands/lease.ts')).lease },
  doctor: { group: 'keep', load: async () => (await import('./commands/doctor.ts')).doctor },
  completion: { group: 'keep', load: async () => (await import('./commands/completion.ts')).completion },
} as const satisfies Readonly<Record<string, Verb>>;

export type VerbName = keyof typeof verbs;

export function isVerb(word: string): word is VerbName {
  return Object.hasOwn(verbs, word);
}

export function verbNames(): readonly VerbName[] {
  return Object.keys(verbs).filter(isVerb);
}
