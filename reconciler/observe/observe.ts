import type { Backend, BackendContext } from '../backends/backend.ts';
import type { Desired, Machine } from '../model/desired.ts';
import { sha256 } from '../model/digest.ts';
import { ProvctlError } from '../model/error.ts';
import { emptyLedger, type Ledger } from '../model/ledger.ts';
import type { Observed, ObservedInstance, ObservedMachine } from '../model/observed.ts';
import type { OperationResult, ReadOperation } from '../model/operation.ts';
import type { Session } from '../transports/session.ts';
import { parseLedger } from './ledger-file.ts';

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
  const available = look.backends.filter((backend) => backend.available(context.facts));
  const questions = available.map((backend) => backend.observe(context, names));
  const operations: ReadOperation[] = [
    { kind: 'read', path: ledgerPath(context), maxBytes: look.maxLedgerBytes },
    { kind: 'digest', paths },
    ...questions.flat(),
  ];
  const results = await session.read(operations, signal);
  const { ledger, digest } = readLedger(context, results[0], look);
  const instances: ObservedInstance[] = [];
  let next = 2;
  for (const [index, backend] of available.entries()) {
    const count = questions[index]?.length ?? 0;
    instances.push(...backend.parse(context, names, results.slice(next, next + count)));
    next += count;
  }
  const files = new Map(paths.map((path, index) => [path, digestAt(results[1], index)] as const));
  await lookAtForgottenFiles(session, instances, files, signal);
  return {
    kind: 'seen',
    machine: machine.name,
    facts: context.facts,
    ledger,
    ledgerDigest: digest,
    instances: instances.sort(byInstance),
    files: Object.fromEntries(files),
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

export function contextOf(session: Session, owner: string): BackendContext {
  return { facts: session.facts, owner, ownerDirectory: `${session.facts.stateRoot}/${owner}` };
}

export function ledgerPath(context: BackendContext): string {
  return `${context.ownerDirectory}/ledger.json`;
}

function readLedger(
  context: BackendContext,
  result: OperationResult | undefined,
  look: Look,
): { ledger: Ledger; digest: string | null } {
  // Not to be read is not the same as not to be there.
  if (result?.kind !== 'file' && result?.kind !== 'absent') throw unreadable(context, result);
  if (result.kind === 'file') {
    return {
      ledger: parseLedger(result.content, context.owner),
      digest: sha256(result.content),
    };
  }
  return {
    ledger: {
      ...emptyLedger(context.owner, context.facts.machineId),
      salt: look.newSalt(context.facts.machineId),
    },
    digest: null,
  };
}

function unreadable({ owner }: BackendContext, result: OperationResult | undefined): ProvctlError {
  const reason = result !== undefined && 'reason' in result ? result.reason : '';
  return new ProvctlError('ledger.unreadable', { owner, reason });
}

function digestAt(result: OperationResult | undefined, index: number): string | null {
  return result?.kind === 'digests' ? (result.digests[index] ?? null) : null;
}

function byInstance(a: ObservedInstance, b: ObservedInstance): number {
  return a.instance < b.instance ? -1 : a.instance > b.instance ? 1 : a.backend < b.backend ? -1 : 1;
}
