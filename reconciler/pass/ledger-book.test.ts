import { expect, it } from 'vitest';
import { sha256 } from '../model/digest.ts';
import { emptyLedger } from '../model/ledger.ts';
import { withLastGood } from '../model/ledger-change.ts';
import type { MachineFacts, Observed } from '../model/observed.ts';
import { ledgerBook } from './ledger-book.ts';

const facts: MachineFacts = {
  machineId: 'm1',
  bootId: 'b',
  kernel: 'Linux',
  hostname: 'h',
  uid: 0,
  user: 'root',
  home: '/root',
  uptimeMs: 1,
  systemdVersion: 0,
  userManager: false,
  launchd: false,
  crontab: false,
  stateRoot: '/s',
};
const observed: Observed = {
  at: 1,
  machines: [
    {
      kind: 'seen',
      machine: 'm',
      facts,
      ledger: emptyLedger('o', 'm1'),
      ledgerDigest: null,
      instances: [],
      files: {},
    },
  ],
};
const withDigest = (ledgerDigest: string | null): Observed => ({
  ...observed,
  machines: observed.machines.map((machine) =>
    machine.kind === 'seen' ? { ...machine, ledgerDigest } : machine,
  ),
});
const head = { journal: 'j', sequence: 3, hash: 'h' };

it('guards each write by what was there before, first by absence', () => {
  const book = ledgerBook(observed);
  book.change('m', (ledger) => withLastGood(ledger, 'api', 'r1'));
  const first = book.write('m', '/s/o/ledger.json', head);
  expect(first).toMatchObject({
    kind: 'put',
    mode: '0600',
    when: { kind: 'absent', path: '/s/o/ledger.json' },
  });
  expect(book.isChanged('m')).toBe(true);
  book.written('m');
  expect(book.isChanged('m')).toBe(false);
  expect(book.of('m').audit).toEqual(head);
  const second = book.write('m', '/s/o/ledger.json', { ...head, sequence: 4 });
  expect(second).toMatchObject({ when: { kind: 'digest' } });
});

it('learns from a look that an unheard write came to be, and never takes over what another wrote', () => {
  const book = ledgerBook(observed);
  const write = book.write('m', '/l', head);
  const sent = write.kind === 'put' && 'bytes' in write.content ? sha256(write.content.bytes) : '';
  book.seen(withDigest('f'.repeat(64)));
  expect(book.write('m', '/l', head)).toMatchObject({ when: { kind: 'absent' } });
  book.seen(withDigest(sent));
  expect(book.write('m', '/l', head)).toMatchObject({ when: { kind: 'digest', digest: sent } });
});

it('belongs to the machine that it is written on', () => {
  const moved = observed.machines.map((machine) =>
    machine.kind === 'seen' ? { ...machine, ledger: emptyLedger('o', 'another') } : machine,
  );
  const book = ledgerBook({ ...observed, machines: moved });
  book.write('m', '/l', head);
  expect(book.of('m').machineId).toBe('m1');
});
