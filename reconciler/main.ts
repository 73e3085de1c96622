import { processIo } from './cli/io.ts';
import { run } from './cli/main.ts';

/** The composition root: the only place where real clocks, sockets and stores are made. */
process.exitCode = await run(process.argv.slice(2), processIo(), async (options) => {
  const { makeEngine } = await import('./engine.ts');
  return makeEngine(options);
});
