import { processIo } from './cli/io.ts';
import { run } from './cli/main.ts';

/** Where the command line begins. What it works with is made in engine.ts, and only when a verb asks for it. */
process.exitCode = await run(process.argv.slice(2), processIo(), async (options) => {
  const { makeEngine } = await import('./engine.ts');
  return makeEngine(options);
});
