import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counts, type Step, tool } from './step.ts';

/** A vitest project whose tests are counted one by one, from its JSON report. */
export function vitestStep(name: string, project: string, filters: readonly string[] = []): Step {
  const report = join(tmpdir(), `provctl-${project}-${process.pid}.json`);
  return {
    name,
    command: [
      tool('vitest'),
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    count: (exitCode) => {
      const counts = existsSync(report) ? readReport(readFileSync(report, 'utf8')) : nothing;
      rmSync(report, { force: true });
      return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
    },
  };
}

const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };

interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** A file that could not even be loaded has no tests to count, and counts as one failure. */
export function readReport(text: string): Counts {
  const report = JSON.parse(text) as Report;
  let [passed, failed, skipped] = [0, 0, 0];
  for (const file of report.testResults) {
    const states = file.assertionResults.map((result) => result.status);
    passed += states.filter((state) => state === 'passed').length;
    skipped += states.filter((state) => state !== 'passed' && state !== 'failed').length;
    const failures = states.filter((state) => state === 'failed').length;
    failed += file.status === 'failed' && failures === 0 ? 1 : failures;
  }
  return { passed, failed, skipped };
}
