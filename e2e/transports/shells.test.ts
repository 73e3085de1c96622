import { describe, it } from 'vitest';
import type { Machine } from '../../reconciler/model/desired.ts';
import { openLocal } from '../../reconciler/transports/local.ts';
import { sessionContract } from '../../reconciler/transports/testing/contract/session-contract.ts';
import { shells } from '../../reconciler/transports/testing/shells.ts';
import { unmet } from '../needs.ts';

const machine: Machine = { name: 'here', connection: { kind: 'local' }, labels: {}, fleet: null };

// The first shell is proven in full by the unit tests.
for (const shell of shells().slice(1))
  sessionContract(shell.join(' '), (stateRoot) => openLocal(machine, { stateRoot, shell }));

const lacks = unmet(['bash', 'busybox', 'zsh']);
describe.skipIf(lacks !== null)('every shell that we name', () => {
  it('is on this machine', () => {});
});
