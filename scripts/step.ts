import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { styleText } from 'node:util';

export const root = join(import.meta.dirname, '..');

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Step {
  readonly name: string;
  /** Shown in the heading, so that it can be typed. */
  readonly command: readonly string[];
  /** What ran, from the exit code and whatever the step left behind; a step by itself counts as one. */
  readonly count?: (exitCode: number) => Counts;
}

/** Runs one step with its output passed through, under a heading, and says how long it took. */
export async function runStep(step: Step): Promise<Counts> {
  console.log(`\n${styleText('bold', `── ${step.name}`)}`);
  const started = performance.now();
  const exitCode = await run(step.command);
  const counts = step.count?.(exitCode) ?? asOne(exitCode);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const verdict = counts.failed === 0 ? styleText('green', 'ok') : styleText('red', 'FAILED');
  console.log(`${verdict} ${step.name} in ${seconds} s`);
  return counts;
}

export function asOne(exitCode: number): Counts {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

export function sum(counts: readonly Counts[]): Counts {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const one of counts) {
    total.passed += one.passed;
    total.failed += one.failed;
    total.skipped += one.skipped;
  }
  return total;
}

/** Programs of the repository's own packages are found without npm on the path. */
export function tool(name: string): string {
  return join(root, 'node_modules', '.bin', name);
}

export function run(command: readonly string[]): Promise<number> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(`Cannot run ${program}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
