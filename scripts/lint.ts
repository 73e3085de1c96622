import { runStep, type Step, sum, tool } from './step.ts';

/** Format and lint (biome), what only the types can tell (oxlint: forgotten promises), and dead code (knip). */
export const lintSteps: readonly Step[] = [
  {
    name: 'biome: format and lint',
    command: [tool('biome'), process.env['CI'] ? 'ci' : 'check', '--error-on-warnings'],
  },
  {
    name: 'oxlint: forgotten and misplaced promises',
    command: [tool('oxlint'), '--type-aware', '--deny-warnings'],
  },
  { name: 'knip: dead code and unlisted dependencies', command: [tool('knip'), '--no-progress'] },
];

if (import.meta.main) {
  const results = [];
  for (const step of lintSteps) results.push(await runStep(step));
  process.exitCode = sum(results).failed === 0 ? 0 : 1;
}
