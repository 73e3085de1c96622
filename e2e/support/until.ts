import { setTimeout as wait } from 'node:timers/promises';

/** Waits for what must come; a machine under load gets all the time it needs. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await wait(25);
  }
}
