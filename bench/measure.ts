import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

export interface Program {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Anything else is a broken measurement, not a slow one. */
  readonly exitCode: number;
  /** Before each run, not measured. */
  readonly prepare?: () => void;
  /** After each run, not measured. */
  readonly restore?: () => void;
}

export interface Sample {
  readonly name: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly runs: number;
}

/** Runs all in turn, so many rounds, so that what the machine does meanwhile hits all alike; the first round is not counted. */
export function interleave(programs: readonly Program[], rounds: number, warmUps = 1): readonly Sample[] {
  const times = new Map<string, number[]>(programs.map((program) => [program.name, []]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const program of programs) {
      const took = runOnce(program);
      if (round >= 0) times.get(program.name)?.push(took);
    }
  }
  return programs.map((program) => sampleOf(program.name, times.get(program.name) ?? []));
}

export function runOnce(program: Program): number {
  program.prepare?.();
  const [file = '', ...args] = program.argv;
  const started = performance.now();
  const result = spawnSync(file, args, {
    cwd: program.cwd,
    env: program.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const took = performance.now() - started;
  if (result.status !== program.exitCode) {
    const said = `${result.error?.message ?? ''}${result.stderr}${result.stdout}`.slice(-2000);
    throw new Error(`${program.name} ended with ${result.status}, not ${program.exitCode}: ${said}`);
  }
  program.restore?.();
  return took;
}

export function sampleOf(name: string, times: readonly number[]): Sample {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
  return {
    name,
    medianMs: median,
    minMs: sorted[0] ?? Number.NaN,
    maxMs: sorted.at(-1) ?? Number.NaN,
    runs: sorted.length,
  };
}
