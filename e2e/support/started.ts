import type { Lab, Ran } from './lab.ts';

/** A command line that still runs. */
export interface Started {
  readonly pid: number;
  readonly ran: Promise<Ran>;
  hasEnded(): boolean;
  /** Its stdout so far. */
  output(): string;
}

export async function startRun(lab: Lab, ...args: readonly string[]): Promise<Started> {
  const { promise: started, resolve } = Promise.withResolvers<number>();
  let ended = false;
  let output = '';
  const onOutput = (stdout: string) => {
    output = stdout;
  };
  const ran = lab.run(args, { onStart: resolve, onOutput }).finally(() => {
    ended = true;
  });
  return { pid: await started, ran, hasEnded: () => ended, output: () => output };
}

/** The last line of `-o json`. */
export function resultOf(ran: Ran): Readonly<Record<string, unknown>> {
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '');
}
