import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Need, needs, unmet } from '../e2e/needs.ts';
import { lintSteps } from './lint.ts';
import { type Counts, root, runStep, type Step, sum, tool } from './step.ts';
import { vitestStep } from './vitest-step.ts';

/** Everything that must hold before a change is shared; `npm test -- unit` runs one part. */
const parts: Record<string, (filters: readonly string[]) => readonly Step[]> = {
  generated: () => [
    { name: 'generated files', command: [process.execPath, 'scripts/generate.ts', '--check'] },
  ],
  types: () => [{ name: 'types', command: [tool('tsc'), '-p', '.'] }],
  lint: () => lintSteps,
  unit: (filters) => [vitestStep('unit tests', 'unit', filters)],
  e2e: (filters) => [vitestStep('end-to-end tests', 'e2e', filters)],
};

/** Suites that this machine cannot run, with the reason; they skip themselves, this only says so beforehand. */
export function cannotRun(folder: string): readonly { readonly suite: string; readonly why: string }[] {
  if (!existsSync(folder)) return [];
  const suites = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  return suites.sort().flatMap((suite) => {
    const why = unmet(needsOf(readFileSync(join(folder, suite), 'utf8')));
    return why === null ? [] : [{ suite: `e2e/${suite}`, why }];
  });
}

/** The names in the suite's own `unmet([…])`. */
export function needsOf(text: string): readonly Need[] {
  const list = /\bunmet\(\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
  return needs.filter((need) => list.includes(`'${need}'`));
}

async function main(args: readonly string[]): Promise<number> {
  const [part, ...filters] = args;
  if (part !== undefined && !(part in parts)) {
    console.error(`Cannot run "${part}": the parts are ${Object.keys(parts).join(', ')}.`);
    return 64;
  }
  const started = performance.now();
  const results: { readonly name: string; readonly counts: Counts }[] = [];
  for (const [name, steps] of Object.entries(parts)) {
    if (part !== undefined && part !== name) continue;
    if (name === 'e2e') sayWhatCannotRun();
    for (const step of steps(filters)) results.push({ name: step.name, counts: await runStep(step) });
  }
  const total = sum(results.map((result) => result.counts));
  console.log(`\nAll in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
  for (const { name, counts } of results) {
    if (counts.failed > 0) console.log(`  failed: ${name} (${counts.failed})`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

function sayWhatCannotRun(): void {
  const suites = cannotRun(join(root, 'e2e'));
  if (suites.length === 0) return;
  console.log('\nEnd-to-end suites that this machine cannot run:');
  for (const { suite, why } of suites) console.log(`  ${suite}: ${why}`);
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
