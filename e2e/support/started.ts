import type { Lab, Ran } from './lab.ts';

/** A command line that still runs. */
export interface Started {
  readonly pid: number;
  readonly ran: Promise<Ran>;
  hasEnded(): boolean;
  /** What it said so far. */
  output(): string;
  errors(): string;
}

export async function startRun(lab: Lab, ...args: readonly string[]): Promise<Started> {
  const { promise: started, resolve } = Promise.withResolvers<number>();
  let ended = false;
  let said = { output: '', errors: '' };
  const onOutput = (output: string, errors: string) => {
    said = { output, errors };
  };
  const ran = lab.run(args, { onStart: resolve, onOutput }).finally(() => {
    ended = true;
  });
  return {
    pid: await started,
    ran,
    hasEnded: () => ended,
    output: () => said.output,
    errors: () => said.errors,
  };
}

/** The last line of `-o json`. */
export function resultOf(ran: Ran): Readonly<Record<string, unknown>> {
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '');
}
