import { expect, test } from 'vitest';
import { ledgered, planned, standing, wish } from '../testing/reasons/scene.ts';
import { sampleDefinition } from '../testing/samples.ts';
import { checksHash } from './hashes.ts';

const check = (port: number) => ({
  name: 'up',
  probe: { kind: 'tcp' as const, port },
  intervalMs: 1000,
  timeoutMs: 1000,
  successes: 1,
  failures: 3,
});

test('a release that failed by a wrong check is tried again when the check is mended', () => {
  const wrong = { command: ['/new'], checks: [check(1)] };
  const release = planned(wish(wrong), standing()).changes[0]?.after.release ?? '';
  const checks = checksHash(sampleDefinition({ checks: [check(1)] }));
  const rejected = ledgered({ rejected: { api: [{ release, reason: 'up', at: '', checks }] } });
  const codes = (definition: typeof wrong) =>
    planned(wish(definition), rejected).denials.map(({ code }) => code);
  expect(codes(wrong)).toEqual(['rejected']);
  expect(codes({ ...wrong, checks: [check(2)] })).toEqual([]);
});
