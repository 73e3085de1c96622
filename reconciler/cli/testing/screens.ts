import { useLanguage } from '../../config/text.ts';
import { run } from '../main.ts';
import { type FakeEngine, type FakeEngineOptions, fakeEngine } from './fake-engine.ts';
import { type FakeIo, type FakeIoOptions, fakeIo } from './fake-io.ts';

export interface Ran {
  readonly code: number;
  readonly io: FakeIo;
  readonly engine: FakeEngine;
  /** What a reader has before them: stdout, then stderr, then the exit code when it is not 0. */
  readonly screen: string;
}

/** Runs one command line on a fake engine. */
export async function runOn(
  argv: readonly string[],
  engineOptions: FakeEngineOptions = {},
  ioOptions: FakeIoOptions = {},
): Promise<Ran> {
  const io = fakeIo(ioOptions);
  const engine = fakeEngine(engineOptions);
  const code = await run(argv, io, async () => engine);
  // The next file of tests has the same process, and speaks English.
  await useLanguage('en');
  return { code, io, engine, screen: screenOf(argv, io, code) };
}

function screenOf(argv: readonly string[], io: FakeIo, code: number): string {
  const err = io.err() === '' ? '' : `---- stderr\n${io.err()}`;
  return `$ provctl ${argv.join(' ')}\n${io.out()}${err}${code === 0 ? '' : `---- exit ${code}\n`}`;
}
