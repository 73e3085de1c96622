import type { Compiled } from '../../compile/compiled.ts';
import type { JournalEvent, Progress } from '../../model/event.ts';
import type { Plan } from '../../model/plan.ts';
import type { Applied, ApplyRequest, Engine, Planned, Status } from '../../pass/engine.ts';
import { compiledOf } from './fixtures.ts';

/** Everything that was asked of the engine, with what it was asked. */
export type Calls = readonly (readonly [method: keyof Engine, request: unknown])[];

export interface FakeEngine extends Engine {
  readonly calls: Calls;
}

export interface FakeEngineOptions {
  readonly plan?: Plan | null;
  readonly compiled?: Compiled;
  readonly fileDiffs?: ReadonlyMap<string, string>;
  readonly progress?: readonly Progress[];
  readonly applied?: Partial<Applied>;
  readonly status?: Status;
  readonly events?: readonly JournalEvent[];
  readonly overrides?: Partial<Engine>;
}

/** Answers what it was made with; what it was not made for fails. */
export function fakeEngine(options: FakeEngineOptions = {}): FakeEngine {
  const calls: (readonly [keyof Engine, unknown])[] = [];
  const planned: Planned = {
    compiled: options.compiled ?? compiledOf([]),
    plan: options.plan ?? null,
    fileDiffs: options.fileDiffs ?? new Map(),
    tookMs: 412,
  };
  const engine: Engine = {
    compile: async () => planned.compiled,
    render: async () => new Map(),
    plan: async () => planned,
    apply: (request) => apply(request, planned, options),
    status: async () => options.status ?? { stack: 'shop', commit: '', machines: [], services: [] },
    logs: () => notMadeFor(),
    runAdhoc: async () => appliedOf(planned, options.applied),
    unhold: async () => [],
    retry: async (_source, services) => services,
    async *events() {
      yield* options.events ?? [];
    },
    verifyAudit: async () => notMadeFor(),
    leases: async () => [],
    breakLease: async () => true,
    doctor: async () => [],
    async [Symbol.asyncDispose]() {
      calls.push([Symbol.asyncDispose, null]);
    },
    ...options.overrides,
  };
  const recorded = new Proxy(engine, {
    get(target, name: keyof Engine) {
      const method = target[name];
      if (typeof method !== 'function') return method;
      return (...words: unknown[]) => {
        calls.push([name, words.length === 1 ? words[0] : words]);
        return Reflect.apply(method, target, words);
      };
    },
  });
  return Object.assign(Object.create(recorded), { calls });
}

export function appliedOf(planned: Planned, applied: Partial<Applied> = {}): Applied {
  return {
    planned,
    run: '01J00000000000000000000000',
    outcome: 'done',
    exitCode: 0,
    verdicts: [],
    operations: 0,
    ...applied,
  };
}

async function apply(request: ApplyRequest, planned: Planned, options: FakeEngineOptions): Promise<Applied> {
  if (planned.plan === null) return appliedOf(planned, { outcome: 'invalid', exitCode: 1 });
  if (!(await request.confirm(planned))) return appliedOf(planned, { outcome: 'declined', exitCode: 1 });
  for (const progress of options.progress ?? []) request.onProgress(progress);
  return appliedOf(planned, options.applied);
}

function notMadeFor(): never {
  throw new Error('this fake engine was not made for that');
}
