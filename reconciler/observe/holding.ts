import type { Backend, BackendContext } from '../backends/backend.ts';
import { sha256 } from '../model/digest.ts';
import { ProvctlError } from '../model/error.ts';
import type { Ledger } from '../model/ledger.ts';
import type { ObservedInstance } from '../model/observed.ts';
import type { OperationResult, ReadOperation } from '../model/operation.ts';
import type { Session } from '../transports/session.ts';
import { inFormerPlace, sharesPlace } from './former.ts';
import { parseLedger } from './ledger-file.ts';

/** What one owner, the present one or an earlier one of the stack, has on a machine. */
export interface Holding {
  readonly owner: string;
  readonly ledger: Ledger | null;
  readonly ledgerDigest: string | null;
  readonly hasDirectory: boolean;
  readonly instances: readonly ObservedInstance[];
}

/** Reads that go into a round trip with others, and what their answers mean. */
export interface Questions {
  readonly operations: readonly ReadOperation[];
  answer(results: readonly OperationResult[]): Holding;
}

export interface Asking {
  readonly backends: readonly Backend[];
  readonly names: readonly string[];
  readonly maxLedgerBytes: number;
}

export function contextOf(session: Session, owner: string): BackendContext {
  return { facts: session.facts, owner, ownerDirectory: `${session.facts.stateRoot}/${owner}` };
}

export function ledgerPath(context: BackendContext): string {
  return `${context.ownerDirectory}/ledger.json`;
}

export function questionsOf(context: BackendContext, asking: Asking): Questions {
  return questions(
    context,
    asking,
    () => asking.names,
    (one) => one,
  );
}

/** Where both owners' things lie at the same paths, the present one's questions name them already. */
export function formerQuestions(context: BackendContext, former: BackendContext, asking: Asking): Questions {
  return questions(
    former,
    asking,
    (backend) => (sharesPlace(backend, context, former) ? [] : asking.names),
    (one, backend) => (sharesPlace(backend, context, former) ? one : inFormerPlace(former.owner, one)),
  );
}

function questions(
  context: BackendContext,
  { backends, maxLedgerBytes }: Asking,
  namesFor: (backend: Backend) => readonly string[],
  told: (one: ObservedInstance, backend: Backend) => ObservedInstance | null,
): Questions {
  const perBackend = backends.map((backend) => backend.observe(context, namesFor(backend)));
  return {
    operations: [
      { kind: 'read', path: ledgerPath(context), maxBytes: maxLedgerBytes },
      { kind: 'list', path: context.ownerDirectory },
      ...perBackend.flat(),
    ],
    answer(results) {
      const instances: ObservedInstance[] = [];
      let next = 2;
      for (const [index, backend] of backends.entries()) {
        const count = perBackend[index]?.length ?? 0;
        const found = backend.parse(context, namesFor(backend), results.slice(next, next + count));
        for (const one of found) {
          const said = told(one, backend);
          if (said !== null) instances.push(said);
        }
        next += count;
      }
      const hasDirectory = results[1]?.kind !== 'absent';
      return { owner: context.owner, ...readLedger(context, results[0]), hasDirectory, instances };
    },
  };
}

function readLedger(
  context: BackendContext,
  result: OperationResult | undefined,
): Pick<Holding, 'ledger' | 'ledgerDigest'> {
  if (result?.kind === 'absent') return { ledger: null, ledgerDigest: null };
  // Not to be read is not the same as not to be there.
  if (result?.kind !== 'file') throw unreadable(context, result);
  return {
    ledger: parseLedger(result.content, context.owner),
    ledgerDigest: sha256(result.content),
  };
}

function unreadable({ owner }: BackendContext, result: OperationResult | undefined): ProvctlError {
  const reason = result !== undefined && 'reason' in result ? result.reason : '';
  return new ProvctlError('ledger.unreadable', { owner, reason });
}
