import { afterAll, beforeAll, describe } from 'vitest';
import { sessionContract } from '../../reconciler/transports/testing/contract/session-contract.ts';
import { unmet } from '../needs.ts';
import { openSsh } from '../support/ssh-machine.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'sshd']);

describe.skipIf(lacks !== null)('what every transport promises', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd[Symbol.asyncDispose]());

  sessionContract('over ssh', (stateRoot) => openSsh(sshd, { stateRoot }));
});
