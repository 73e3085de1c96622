import type { Definition } from '../../model/definition.ts';
import type { DesiredInstance, Stack } from '../../model/desired.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { Installed, Mark, Marked, ObservedInstance, SeenMachine } from '../../model/observed.ts';
import type { Action, Plan, ReasonCode } from '../../model/plan.ts';
import type { PlanInput, PlanOptions } from '../../plan/input.ts';
import { plan } from '../../plan/plan.ts';
import { applyToModel } from '../model-machine.ts';
import {
  sampleDefinition,
  sampleDesired,
  sampleInput,
  sampleInstance,
  sampleMachine,
  sampleObserved,
  sampleRules,
} from '../samples.ts';

export const digest = 'a'.repeat(64);
export const api = sampleDefinition({
  env: { KEY: { secret: 'key', digest: '' } },
  files: [{ path: '/etc/api', digest, mode: '0644', onChange: 'restart' }],
  reload: { signal: 'SIGHUP' },
});

/** What stands after `api` was applied; then something happens to it. */
export function standing(
  change: (api: ObservedInstance, machine: SeenMachine) => Partial<SeenMachine> = () => ({}),
): SeenMachine {
  const first = plan(input([sampleInstance(api)], sampleMachine()), sampleRules);
  const [machine] = applyToModel(first, sampleObserved()).machines;
  const [instance] = machine?.kind === 'seen' ? machine.instances : [];
  if (machine?.kind !== 'seen' || instance === undefined) throw new Error('nothing stands');
  return { ...machine, ...change(instance, machine) };
}

export function only(change: (one: ObservedInstance) => Partial<ObservedInstance>): SeenMachine {
  return standing((one) => ({ instances: [{ ...one, ...change(one) }] }));
}

export function marked(change: Partial<Marked>): SeenMachine {
  return only(({ installed }) => ({
    installed: installed.kind === 'marked' ? { ...installed, ...change } : installed,
  }));
}

export function remarked(change: Partial<Mark>): SeenMachine {
  return only(({ installed }) => ({
    installed:
      installed.kind === 'marked' ? { ...installed, mark: { ...installed.mark, ...change } } : installed,
  }));
}

export function ledgered(change: Partial<Ledger>, machine = standing()): SeenMachine {
  return { ...machine, ledger: { ...machine.ledger, ...change } };
}

export function input(
  wanted: readonly DesiredInstance[],
  machine: SeenMachine,
  options: Partial<PlanOptions> = {},
  stack: Partial<Stack> = {},
): PlanInput {
  return sampleInput(sampleDesired(wanted, stack), sampleObserved([machine]), options, {
    secretDigests: { 'web-1': { key: 'hmac:one' } },
  });
}

export const wish = (change: Partial<Definition> = {}, instance: Partial<DesiredInstance> = {}) => [
  sampleInstance({ ...api, ...change }, instance),
];

export interface Case {
  readonly reason: ReasonCode;
  readonly when: string;
  readonly made: () => Plan;
  readonly action: Action;
  /** install and run, where it is a convergence. */
  readonly work?: readonly [boolean, string];
  readonly drift?: boolean;
  readonly held?: boolean;
  readonly denial?: string;
}

export const planned = (
  wanted: readonly DesiredInstance[],
  machine: SeenMachine,
  options: Partial<PlanOptions> = {},
  stack: Partial<Stack> = {},
) => plan(input(wanted, machine, options, stack), sampleRules);

export const foreign: Installed = {
  kind: 'foreign',
  path: '/etc/x',
  digest,
  content: 'Environment=PASSWORD=geheim',
};
export const stopped = { run: { kind: 'stopped' } } as const;
export const rejection = { reason: 'crashed', at: '2026-01-01T00:00:00Z' };
export const release = () => {
  const one = standing().instances[0]?.installed;
  return one?.kind === 'marked' ? one.mark.release : '';
};

/** The good one stands; `/bad` was tried and put back. */
export function badRejected(): SeenMachine {
  const bad = planned(wish({ command: ['/bad'] }), standing()).changes[0]?.after.release ?? '';
  return ledgered({ rejected: { api: [{ release: bad, ...rejection }] } });
}
