import type { PortableField } from '../backends/backend.ts';
import { defaults } from '../config/generated/defaults.ts';
import type { BackendName } from '../model/definition.ts';

export interface CompileOptions {
  /** Whether a backend cannot honour a field at all; from the backends' own support tables. */
  readonly refusals?: (backend: BackendName, field: PortableField) => boolean;
  readonly limits?: Partial<Limits>;
}

export interface Limits {
  readonly maxFileBytes: number;
  readonly maxFilesCount: number;
  readonly maxDocumentsCount: number;
  readonly maxNodesCount: number;
  readonly maxWeightCount: number;
  readonly maxTotalWeightCount: number;
  readonly maxAliasesCount: number;
  readonly maxDepthCount: number;
  readonly maxIncludesCount: number;
  readonly maxProblemsCount: number;
  readonly maxInstancesCount: number;
}

export function limitsOf(options: CompileOptions): Limits {
  return { ...defaults.compile, maxFileBytes: defaults.fetch.maxFileBytes, ...options.limits };
}
