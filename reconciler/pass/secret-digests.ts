import { secretDigest } from '../model/digest.ts';
import type { Observed } from '../model/observed.ts';
import type { Secret } from '../model/secret.ts';

/** Machine → secret → what stands for its value there. */
export type SecretDigests = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function digestsOf(secrets: ReadonlyMap<string, Secret>, observed: Observed): SecretDigests {
  return perMachine(observed, ({ ledger }) =>
    [...secrets].map(([name, secret]) => [name, secretDigest(secret.reveal(), ledger.salt)]),
  );
}

/** Whoever only looks need not know a secret: it is taken to be what was installed. */
export function installedDigests(observed: Observed): SecretDigests {
  return perMachine(observed, ({ instances }) =>
    instances.flatMap(({ installed }) =>
      installed.kind !== 'marked'
        ? []
        : Object.values(installed.definition?.env ?? {}).flatMap((value) =>
            typeof value === 'string' ? [] : [[value.secret, value.digest] as const],
          ),
    ),
  );
}

type SeenMachine = Extract<Observed['machines'][number], { kind: 'seen' }>;

function perMachine(
  observed: Observed,
  digests: (machine: SeenMachine) => readonly (readonly [name: string, digest: string])[],
): SecretDigests {
  return Object.fromEntries(
    observed.machines.flatMap((machine) =>
      machine.kind === 'seen' ? [[machine.machine, Object.fromEntries(digests(machine))]] : [],
    ),
  );
}
