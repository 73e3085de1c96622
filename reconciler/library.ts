/** The library: the same engine that the command line drives, and a builder of service documents. */

export type { Compiled } from './compile/compiled.ts';
export type { Service, ServiceSpec } from './compile/generated/types.ts';
export { describeError, type ErrorDescription, useLanguage } from './config/text.ts';
export { makeEngine } from './engine.ts';
export type { Revision, SourceRequest } from './fetch/source.ts';
export type { Definition } from './model/definition.ts';
export { ProvctlError } from './model/error.ts';
export type { JournalEvent, Progress, RunOutcome } from './model/event.ts';
export type { Change, Plan } from './model/plan.ts';
export type { Problem } from './model/problem.ts';
export type * from './pass/engine.ts';
export { noOptions, type PlanOptions } from './plan/input.ts';
export { type ServiceBuilder, service } from './service-builder.ts';
