import { defineConfig } from 'vitest/config';

/**
 * Unit tests run side by side, and their files share a process: half of the time went into loading the same modules again.
 * So a test that changes something of the process (language, environment) puts it back. End-to-end suites own real
 * processes, so at most two files run at once.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['reconciler/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 30_000,
          isolate: false,
          // Of two cores vitest would leave one to itself.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
