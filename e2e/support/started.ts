import type { Lab, Ran } from './lab.ts';

/** A command line that still runs. */
export interface Started {
  readonly pid: number;
  readonly ran: Promise<Ran>;
  hasEnded(): boolean;
}

export async function startRun(lab: Lab, ...args: readonly string[]): Promise<Started> {
  const { promise: started, resolve } = Promise.withResolvers<number>();
  let ended = false;
  const ran = lab.run(args, { onStart: resolve }).finally(() => {
    ended = true;
  });
  return { pid: await started, ran, hasEnded: () => ended };
}

/** The last line of `-o json`. */
export function resultOf(ran: Ran): Readonly<Record<string, unknown>> {
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '');
}
