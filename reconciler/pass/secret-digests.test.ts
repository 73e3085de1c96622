import { expect, it } from 'vitest';
import { absentInstance, type Observed } from '../model/observed.ts';
import { Secret } from '../model/secret.ts';
import { sampleDefinition, sampleFacts, sampleMachine, sampleMark } from '../testing/samples.ts';
import { digestsOf, installedDigests } from './secret-digests.ts';

const definition = sampleDefinition({ env: { A: 'plain', P: { secret: 'db', digest: 'hmac:1' } } });
const context = { facts: sampleFacts('web-1'), owner: 'shop', ownerDirectory: '/s/shop' };
const observed: Observed = {
  at: 1,
  machines: [
    sampleMachine('web-1', [
      {
        ...absentInstance({ instance: 'api', backend: 'process' }),
        installed: {
          kind: 'marked',
          path: '/p',
          mark: sampleMark(context, definition, '/p'),
          digest: 'd',
          edited: false,
          definition,
          overrides: [],
          adopted: false,
        },
      },
    ]),
    { kind: 'unreachable', machine: 'web-2', reason: '' },
  ],
};

it('takes what is installed for right where no value is known', () => {
  expect(installedDigests(observed)).toEqual({ 'web-1': { db: 'hmac:1' } });
});

it('computes each value under the machine’s own salt', () => {
  const digests = digestsOf(new Map([['db', new Secret('hunter2')]]), observed);
  expect(Object.keys(digests)).toEqual(['web-1']);
  expect(digests['web-1']?.['db']).toMatch(/^hmac:[0-9a-f]{32}$/);
});
