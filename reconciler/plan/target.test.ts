import { expect, test } from 'vitest';
import {
  sampleDefinition,
  sampleDesired,
  sampleFacts,
  sampleInput,
  sampleInstance,
  sampleMachine,
  sampleObserved,
  sampleRules,
} from '../testing/samples.ts';
import { plan } from './plan.ts';

function bootOf(isBootGiven: boolean): boolean | undefined {
  const instance = sampleInstance(sampleDefinition({ boot: true }), { backend: 'auto', isBootGiven });
  const bare = sampleMachine('web-1', [], {
    facts: sampleFacts('web-1', { systemdVersion: 0, crontab: false }),
  });
  const rules = { ...sampleRules, pickBackend: () => 'process' as const };
  return plan(sampleInput(sampleDesired([instance]), sampleObserved([bare])), rules).changes[0]?.after
    .definition?.boot;
}

test('a service that auto makes a bare process starts with the machine only when somebody wrote so', () => {
  expect(bootOf(false)).toBe(false);
  expect(bootOf(true)).toBe(true);
});
