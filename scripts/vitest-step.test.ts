import { expect, test } from 'vitest';
import { readReport } from './vitest-step.ts';

test('counts every test, and a file that could not be loaded as one failure', () => {
  const report = {
    testResults: [
      {
        status: 'passed',
        assertionResults: [{ status: 'passed' }, { status: 'pending' }, { status: 'todo' }],
      },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(readReport(JSON.stringify(report))).toEqual({ passed: 2, failed: 2, skipped: 2 });
});
