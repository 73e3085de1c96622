import type { Backend } from '../backends/backend.ts';
import { rightsIn, rightsQuestions } from '../backends/file-rights.ts';
import type { Desired, Machine } from '../model/desired.ts';
import type { Observed, ObservedInstance, ObservedMachine } from '../model/observed.ts';
import type { OperationResult, ReadOperation } from '../model/operation.ts';
import type { Session } from '../transports/session.ts';
import { continued, formersLeft, withFormerInstances } from './former.ts';
import { contextOf, formerQuestions, type Holding, questionsOf } from './holding.ts';

/** A machine is either spoken to, or there is a reason why not; never left out. */
export type Line =
  | { readonly kind: 'open'; readonly session: Session }
  | { readonly kind: 'failed'; readonly reason: string };

export interface Look {
  readonly owner: string;
  readonly backends: readonly Backend[];
  readonly maxLedgerBytes: number;
  /** Monotonic milliseconds. */
  now(): number;
  /** 32 random bytes in hex, for a machine that has no ledger yet. */
  newSalt(machineId: string): string;
  /** Says why a read failed, in the reader's words. */
  explain(error: unknown): string;
}

/** Looks at every machine of the desired state at once: one round trip each, a second only for what nobody declared. */
export async function observe(
  desired: Desired,
  lines: ReadonlyMap<string, Line>,
  look: Look,
  signal?: AbortSignal,
): Promise<Observed> {
  const machines = await Promise.all(
    desired.machines.map((machine) =>
      observeMachine(desired, machine, lines.get(machine.name), look, signal),
    ),
  );
  return { at: look.now(), machines };
}

async function observeMachine(
  desired: Desired,
  machine: Machine,
  line: Line | undefined,
  look: Look,
  signal?: AbortSignal,
): Promise<ObservedMachine> {
  if (line === undefined || line.kind === 'failed') {
    return { kind: 'unreachable', machine: machine.name, reason: line?.reason ?? '' };
  }
  try {
    return await seen(desired, machine, line.session, look, signal);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return { kind: 'unreachable', machine: machine.name, reason: look.explain(error) };
  }
}

async function seen(
  desired: Desired,
  machine: Machine,
  session: Session,
  look: Look,
  signal?: AbortSignal,
): Promise<ObservedMachine> {
  const context = contextOf(session, look.owner);
  const declared = desired.instances.filter((instance) => instance.machine === machine.name);
  const names = [...new Set(declared.map((instance) => instance.definition.instance))];
  const paths = [
    ...new Set(declared.flatMap((instance) => instance.definition.files.map((file) => file.path))),
  ];
  const asking = {
    backends: look.backends.filter((backend) => backend.available(context.facts)),
    names,
    maxLedgerBytes: look.maxLedgerBytes,
  };
  const own = questionsOf({ ...context, formerOwners: desired.stack.renamedFrom }, asking);
  const former = desired.stack.renamedFrom.map((owner) =>
    formerQuestions(context, contextOf(session, owner), asking),
  );
  const digests: ReadOperation = { kind: 'digest', paths };
  const asked = [own, ...former].map(({ operations }) => operations);
  const results = await session.read([...asked.flat(), digests, ...rightsQuestions(paths)], signal);
  const ours = own.answer(results);
  const formers: Holding[] = [];
  let next = own.operations.length;
  for (const questions of former) {
    formers.push(questions.answer(results.slice(next, next + questions.operations.length)));
    next += questions.operations.length;
  }
  const instances = withFormerInstances(ours.instances, formers);
  const files = new Map(paths.map((path, index) => [path, digestAt(results[next], index)] as const));
  await lookAtForgottenFiles(session, instances, files, signal);
  const { machineId } = context.facts;
  const fresh = { owner: look.owner, machineId, salt: look.newSalt(machineId) };
  const left = formersLeft(formers, instances);
  return {
    kind: 'seen',
    machine: machine.name,
    facts: context.facts,
    ledger: continued(ours.ledger, formers, fresh),
    ledgerDigest: ours.ledgerDigest,
    instances: [...instances].sort(byInstance),
    files: Object.fromEntries(files),
    rights: rightsIn(paths, results.slice(next + 1)),
    ...(left.length === 0 ? {} : { former: left }),
  };
}

/** Files of what is installed but no longer declared: a removal must know whether their bytes are still ours. */
async function lookAtForgottenFiles(
  session: Session,
  instances: readonly ObservedInstance[],
  files: Map<string, string | null>,
  signal?: AbortSignal,
): Promise<void> {
  const further = new Set<string>();
  for (const { installed } of instances) {
    if (installed.kind !== 'marked') continue;
    for (const file of installed.definition?.files ?? []) if (!files.has(file.path)) further.add(file.path);
  }
  if (further.size === 0) return;
  const paths = [...further];
  const [result] = await session.read([{ kind: 'digest', paths }], signal);
  for (const [index, path] of paths.entries()) files.set(path, digestAt(result, index));
}

function digestAt(result: OperationResult | undefined, index: number): string | null {
  return result?.kind === 'digests' ? (result.digests[index] ?? null) : null;
}

function byInstance(a: ObservedInstance, b: ObservedInstance): number {
  return (
    compare(a.instance, b.instance) ||
    compare(a.backend, b.backend) ||
    compare(a.formerOwner ?? '', b.formerOwner ?? '')
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
