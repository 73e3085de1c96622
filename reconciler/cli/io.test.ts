import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Hears one interrupt, as a verb does, and is then at its very end: nobody listens any more. */
const ending = `
const { processIo } = await import(${JSON.stringify(join(import.meta.dirname, 'io.ts'))});
const alive = setInterval(() => {}, 1000);
const dispose = processIo().onInterrupt(() => {
  dispose();
  // Later than what counts as the same press.
  setTimeout(() => process.stdout.write('over\\n'), 500);
});
process.stdout.write('ready\\n');
`;

it('a ^C that comes when an interrupted verb is already over still ends with 130', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', ending], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const chunk of child.stdout) {
    const said = String(chunk);
    if (said.includes('ready') || said.includes('over')) child.kill('SIGINT');
  }
  expect(await ended).toEqual([130, null]);
});
