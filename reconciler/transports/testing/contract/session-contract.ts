import { describe, expect, it } from 'vitest';
import { batchesContract } from './batches.ts';
import { commandsContract } from './commands.ts';
import { effectsContract } from './effects.ts';
import { leasesContract } from './leases.ts';
import { putsContract } from './puts.ts';
import { readsContract } from './reads.ts';
import { bench, type OpenSession, put } from './subject.ts';

/** What every transport promises, whatever shell is at its end. */
export function sessionContract(name: string, openSession: OpenSession): void {
  describe(`${name}: facts`, () => factsContract(openSession));
  const parts = {
    reads: readsContract,
    commands: commandsContract,
    puts: putsContract,
    effects: effectsContract,
    batches: batchesContract,
    leases: leasesContract,
  };
  for (const [part, contract] of Object.entries(parts))
    describe(`${name}: ${part}`, () => contract(bench(openSession)));
}

/** The part of it that shows that a shell can do it at all. */
export function quickContract(name: string, openSession: OpenSession): void {
  describe(name, () => {
    factsContract(openSession);
    const given = bench(openSession);
    it('reads, runs and writes', async () => {
      expect((await given.mutate(put(given.at('a/b'), 'text\n')))[0]).toEqual({ kind: 'done' });
      const results = await given.read(
        { kind: 'read', path: given.at('a/b'), maxBytes: 100 },
        { kind: 'exec', argv: ['echo', "it's"], timeoutMs: 5000, maxOutputBytes: 100 },
      );
      expect(results).toMatchObject([{ content: Buffer.from('text\n') }, { stdout: "it's\n" }]);
    });
  });
}

function factsContract(openSession: OpenSession): void {
  const given = bench(openSession);
  it('says which machine it is', async () => {
    const { facts } = await given.session();
    expect(facts.stateRoot).toBe(given.stateRoot);
    expect(facts.uid).toBe(process.getuid?.());
    expect(facts.uptimeMs).toBeGreaterThan(0);
    for (const text of [facts.machineId, facts.bootId, facts.hostname, facts.kernel, facts.user])
      expect(text).not.toBe('');
  });
}
