import pLimit from 'p-limit';
import { listenerOwner } from '../checks/listener.ts';
import { probe } from '../checks/probe.ts';
import { noSamples, type Tally, withSample } from '../checks/tally.ts';
import { defaults } from '../config/generated/defaults.ts';
import type { Check, Definition } from '../model/definition.ts';
import type { CheckRequest, CheckVerdict, Verdicts } from '../rollout/state.ts';
import type { Lines } from './lines.ts';
import type { World } from './world.ts';

/** The checks of everything that is becoming ready, asked at their own pace. */
export interface Sampler {
  /** Asks what is due now. */
  sample(requests: readonly CheckRequest[], signal?: AbortSignal): Promise<void>;
  /** When the next one is due; null: none is asked for. */
  nextDueMs(requests: readonly CheckRequest[]): number | null;
  verdicts(): Verdicts;
}

interface Row {
  readonly tally: Tally;
  readonly invocation: string;
  readonly dueMs: number;
  readonly askedAtMs: number;
  /** Null: the newest answer was no pass. */
  readonly passedAtMs: number | null;
}

const unasked = { tally: noSamples, dueMs: 0, askedAtMs: Number.NEGATIVE_INFINITY, passedAtMs: null };

export function sampler(world: World, lines: Lines): Sampler {
  const rows = new Map<string, Map<string, Row>>();
  const limit = pLimit(defaults.checks.atOnceCount);
  const rowOf = (request: CheckRequest, check: Check): Row => {
    const known = rows.get(request.address)?.get(check.name);
    const invocation = invocationOf(request);
    // Another process has said nothing yet.
    return known !== undefined && known.invocation === invocation ? known : { ...unasked, invocation };
  };
  const dueOf = (request: CheckRequest, check: Check): number => {
    const { dueMs, askedAtMs } = rowOf(request, check);
    const { provesFromMs } = request;
    return provesFromMs !== null && askedAtMs < provesFromMs ? Math.min(dueMs, provesFromMs) : dueMs;
  };
  return {
    async sample(requests, signal) {
      const now = world.clock.now();
      const due = requests
        .flatMap((request) => request.checks.map((check) => ({ request, check })))
        .filter(({ request, check }) => dueOf(request, check) <= now);
      await Promise.all(
        due.map(({ request, check }) =>
          limit(async () => {
            const row = rowOf(request, check);
            const askedAtMs = world.clock.now();
            const sample = await ask(lines, request, check, signal);
            const ofAddress = rows.get(request.address) ?? new Map<string, Row>();
            const next: Row = {
              tally: withSample(row.tally, check, sample),
              invocation: row.invocation,
              dueMs: world.clock.now() + check.intervalMs,
              askedAtMs,
              passedAtMs: { pass: askedAtMs, fail: null, unknown: row.passedAtMs }[sample.kind],
            };
            rows.set(request.address, ofAddress.set(check.name, next));
          }),
        ),
      );
    },
    nextDueMs(requests) {
      const due = requests.flatMap((request) => request.checks.map((check) => dueOf(request, check)));
      return due.length === 0 ? null : Math.min(...due);
    },
    verdicts: () =>
      new Map(
        [...rows].map(([address, ofAddress]) => [
          address,
          [...ofAddress].map(([name, row]) => verdictOf(name, row)),
        ]),
      ),
  };
}

function verdictOf(name: string, row: Row): CheckVerdict {
  const words = { passing: 'pass', failing: 'fail', pending: 'pending' } as const;
  const { tally, invocation, passedAtMs } = row;
  return { name, verdict: words[tally.state], invocation, passedAtMs, detail: tally.reason };
}

function invocationOf({ observed: { run } }: CheckRequest): string {
  return run.kind === 'running' ? `${run.invocation}` : '';
}

async function ask(lines: Lines, request: CheckRequest, check: Check, signal?: AbortSignal) {
  const session = lines.session(request.machine);
  const { run, backend } = request.observed;
  if (session === null || run.kind !== 'running') return { kind: 'unknown' as const, reason: '' };
  const definition = request.change.after.definition ?? request.change.before.definition;
  return probe(check, {
    session,
    owner: listenerOwner(backend, run.process.pid),
    env: plainEnv(definition),
    ...(definition?.cwd === undefined ? {} : { cwd: definition.cwd }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Secrets stay with the process that needs them. */
function plainEnv(definition: Definition | null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(definition?.env ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
