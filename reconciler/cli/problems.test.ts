import { expect, test } from 'vitest';
import type { Problem } from '../model/problem.ts';
import { compiledOf } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';

const yaml = `apiVersion: provctl.dev/v1
kind: Service
spec:
  rollout:
    strategy: roling
    minReady: 5s
`;

const problems: readonly Problem[] = [
  {
    severity: 'error',
    code: 'only-in-this-test',
    values: { field: 'strategy' },
    at: { file: 'services/api.yaml', line: 5, column: 15, length: 6 },
    suggestion: 'rolling',
  },
  { severity: 'warning', code: 'no-such-code', values: {}, at: null },
];

const compiled = compiledOf(problems, { 'services/api.yaml': yaml });

test.each(['human', 'json', 'github', 'sarif', 'junit'])('problems as %s', async (format) => {
  const { screen } = await runOn(['validate', '--format', format], { compiled });
  await expect(screen).toMatchFileSnapshot(`testdata/validate-${format}.golden`);
});

test('problems in colour', async () => {
  const { screen } = await runOn(['validate', '--color=always'], { compiled });
  await expect(screen).toMatchFileSnapshot('testdata/validate-colour.golden');
});

test('says that a desired state is valid', async () => {
  const { screen } = await runOn(['validate', 'production']);
  expect(screen).toBe('$ provctl validate production\n✓ The desired state is valid: 14 files.\n');
});

test('every verb tells the problems instead of a plan', async () => {
  for (const verb of ['plan', 'apply', 'drift', 'diff', 'build', 'destroy']) {
    const { code, io } = await runOn(
      [verb, ...(verb === 'apply' || verb === 'destroy' ? ['--auto-approve'] : [])],
      { compiled },
    );
    expect([verb, code]).toEqual([verb, verb === 'diff' ? 2 : 1]);
    expect(io.out() + io.err()).toContain('services/api.yaml:5:15');
  }
});
