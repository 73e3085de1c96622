import type { Joined, StageOperation, Stages } from '../backends/backend.ts';
import { defaults } from '../config/generated/defaults.ts';
import { sha256 } from '../model/digest.ts';
import { canonicalJson } from '../model/json.ts';
import { lastLine, type Mutation, type OperationResult } from '../model/operation.ts';

/** What one transition of one instance wants done; `release` is staged before anything is touched. */
export interface PreparedStep {
  readonly address: string;
  readonly release: readonly Mutation[];
  readonly files: readonly Mutation[];
  readonly stages: Stages;
}

/** The operations of a whole wave in the order that they are executed, and for whom each one is. */
export interface WaveBatch {
  readonly operations: readonly Mutation[];
  /** Aligned with `operations`; empty: for all (the ledger). */
  readonly addresses: readonly (readonly string[])[];
}

/**
 * Merges the steps of a wave stage by stage: everything is staged and installed before the manager is told once, and
 * it is told before anything starts. What several steps want equally is done once.
 */
export function waveBatch(first: readonly Mutation[], steps: readonly PreparedStep[]): WaveBatch {
  const operations: Mutation[] = [...first];
  const addresses: (readonly string[])[] = first.map(() => []);
  const stages: readonly ((step: PreparedStep) => readonly StageOperation[])[] = [
    (step) => step.release,
    (step) => step.stages.before,
    (step) => [...step.files, ...step.stages.install],
    (step) => step.stages.manager,
    (step) => step.stages.activate,
    (step) => step.stages.cleanup,
  ];
  for (const stage of stages) {
    for (const merged of mergedStage(steps, stage)) {
      operations.push(merged.operation);
      addresses.push(merged.addresses);
    }
  }
  return { operations, addresses };
}

interface Merged {
  readonly operation: Mutation;
  readonly addresses: string[];
}

function mergedStage(
  steps: readonly PreparedStep[],
  stage: (step: PreparedStep) => readonly StageOperation[],
): readonly Merged[] {
  const merged = new Map<string, Merged>();
  const joins = new Map<
    string,
    { readonly join: Joined; timeoutMs: number; readonly given: Map<string, string> }
  >();
  const order: (() => readonly Merged[])[] = [];
  for (const step of steps) {
    for (const operation of stage(step)) {
      if (operation.kind === 'joined') {
        const key = operation.prefix.join('\0');
        let join = joins.get(key);
        if (join === undefined) {
          join = { join: operation, timeoutMs: operation.timeoutMs, given: new Map() };
          joins.set(key, join);
          const made = join;
          order.push(() => joinedExecs(made.join, made.timeoutMs, made.given));
        }
        join.given.set(operation.argument, step.address);
        join.timeoutMs = Math.max(join.timeoutMs, operation.timeoutMs);
      } else {
        const key = operationKey(operation);
        const known = merged.get(key);
        if (known === undefined) {
          const made = { operation, addresses: [step.address] };
          merged.set(key, made);
          order.push(() => [made]);
        } else known.addresses.push(step.address);
      }
    }
  }
  return order.flatMap((give) => give());
}

/** Side by side, so the longest of their limits is the limit of all. */
function joinedExecs(
  { prefix }: Joined,
  timeoutMs: number,
  given: ReadonlyMap<string, string>,
): readonly Merged[] {
  const all = [...given];
  const execs: Merged[] = [];
  for (let from = 0; from < all.length; from += defaults.act.argumentsPerCommandCount) {
    const part = all.slice(from, from + defaults.act.argumentsPerCommandCount);
    execs.push({
      operation: {
        kind: 'exec',
        argv: [...prefix, ...part.map(([argument]) => argument)],
        timeoutMs,
        maxOutputBytes: defaults.backends.commandMaxOutputBytes,
        accept: anyStatus,
      },
      addresses: part.map(([, address]) => address),
    });
  }
  return execs;
}

/** The status of a joined exec proves nothing for one instance; the look afterwards does. */
const anyStatus: readonly number[] = Array.from({ length: 256 }, (_, status) => status);

function operationKey(operation: Mutation): string {
  if (operation.kind !== 'put' || 'file' in operation.content) return canonicalJson(operation);
  return `put ${operation.path} ${operation.mode} ${sha256(operation.content.bytes)}`;
}

/** What became of each address: the first thing that went wrong with one of its own operations decides. */
export function outcomes(
  steps: readonly PreparedStep[],
  batch: WaveBatch,
  results: readonly OperationResult[],
): ReadonlyMap<string, StepOutcome> {
  const given = new Map<string, StepOutcome>(steps.map((step) => [step.address, { kind: 'done' }]));
  for (const [index, concerned] of batch.addresses.entries()) {
    const outcome = outcomeOf(batch.operations[index], results[index]);
    if (outcome.kind === 'done') continue;
    for (const address of concerned.length === 0 ? given.keys() : concerned) {
      if (given.get(address)?.kind === 'done') given.set(address, outcome);
    }
  }
  return given;
}

/** Of the operations that are nobody's own, in their order: the ledger first. */
export function commonOutcomes(
  batch: WaveBatch,
  results: readonly OperationResult[],
): readonly StepOutcome[] {
  return batch.operations.flatMap((operation, index) =>
    batch.addresses[index]?.length === 0 ? [outcomeOf(operation, results[index])] : [],
  );
}

export type StepOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed' | 'refused'; readonly reason: string }
  /** Something of another step went wrong first; not all of this one was done. */
  | { readonly kind: 'cut-short' }
  /** Nobody knows: the line dropped, or the machine did not finish it. */
  | { readonly kind: 'unknown'; readonly reason: string };

function outcomeOf(operation: Mutation | undefined, result: OperationResult | undefined): StepOutcome {
  switch (result?.kind) {
    case undefined:
      return { kind: 'unknown', reason: '' };
    case 'refused':
      return { kind: 'refused', reason: result.reason };
    case 'failed':
      return { kind: 'failed', reason: result.reason };
    case 'skipped':
      return { kind: 'cut-short' };
    case 'exited':
      return succeeded(operation, result)
        ? { kind: 'done' }
        : { kind: 'failed', reason: lastLine(result.stderr) };
    default:
      return { kind: 'done' };
  }
}

function succeeded(
  operation: Mutation | undefined,
  result: { readonly status: number; readonly timedOut: boolean },
): boolean {
  const accepted = operation?.kind === 'exec' ? (operation.accept ?? [0]) : [0];
  return !result.timedOut && accepted.includes(result.status);
}
