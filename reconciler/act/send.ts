import { ProvctlError } from '../model/error.ts';
import type { BatchOutcome, StepFailure } from '../model/event.ts';
import type { Batch, BatchResult, Fence } from '../model/operation.ts';
import type { Session } from '../transports/session.ts';
import { commonOutcomes, outcomes, type PreparedStep, type StepOutcome, type WaveBatch } from './batch.ts';

export interface Shipment {
  readonly id: string;
  readonly machine: string;
  readonly owner: string;
  readonly fence: Fence;
  readonly steps: readonly PreparedStep[];
  readonly batch: WaveBatch;
  readonly maxLifeMs: number;
}

/** What became of a batch. */
export interface Sent {
  readonly steps: ReadonlyMap<string, StepOutcome>;
  /** Of the operations that are nobody's own: the ledger first. */
  readonly common: readonly StepOutcome[];
}

/**
 * Sends one batch and tells what became of each address. A lost line makes the outcome unknown until it is read back
 * over another session; nothing is ever sent twice to find out.
 */
export async function send(
  session: Session,
  shipment: Shipment,
  again: () => Promise<Session>,
  signal?: AbortSignal,
): Promise<Sent> {
  const batch: Batch = {
    id: shipment.id,
    owner: shipment.owner,
    fence: shipment.fence,
    maxLifeMs: shipment.maxLifeMs,
    operations: shipment.batch.operations,
  };
  const result = await mutateOrReadBack(session, batch, again, signal);
  return outcomesOf(shipment, result);
}

async function mutateOrReadBack(
  session: Session,
  batch: Batch,
  again: () => Promise<Session>,
  signal?: AbortSignal,
): Promise<BatchResult> {
  try {
    return await session.mutate(batch, signal);
  } catch (error) {
    if (!(error instanceof ProvctlError) || error.kind !== 'transport.lost') throw error;
    try {
      await using other = await again();
      return await other.readBack(batch.owner, batch.id);
    } catch (lost) {
      if (lost instanceof ProvctlError && lost.kind.startsWith('transport.')) return { kind: 'unknown' };
      throw lost;
    }
  }
}

function outcomesOf({ steps, batch, machine }: Shipment, result: BatchResult): Sent {
  switch (result.kind) {
    case 'ended':
      return {
        steps: outcomes(steps, batch, result.results),
        common: commonOutcomes(batch, result.results),
      };
    case 'superseded':
      throw new ProvctlError('lease.lost', { machine, lease: result.by.lease });
    case 'interrupted':
    case 'running':
    case 'unknown':
      return {
        steps: new Map(steps.map((step) => [step.address, { kind: 'unknown', reason: result.kind }])),
        common: [{ kind: 'unknown', reason: result.kind }],
      };
  }
}

/** The word for the journal: the worst of a batch. */
export function worst({ steps, common }: Sent): BatchOutcome {
  const kinds = new Set([...steps.values(), ...common].map((outcome) => outcome.kind));
  if (kinds.has('unknown')) return 'unknown';
  if (kinds.has('failed') || kinds.has('cut-short')) return 'failed';
  return kinds.has('refused') ? 'refused' : 'done';
}

export function failuresOf({ steps }: Sent): readonly StepFailure[] {
  const failures: StepFailure[] = [];
  for (const [address, outcome] of steps) {
    if (outcome.kind === 'failed' || outcome.kind === 'refused')
      failures.push({ address, reason: outcome.reason });
  }
  return failures;
}
