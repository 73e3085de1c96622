import { backendOf } from '../backends/registry.ts';
import { compile } from '../compile/compile.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { SourceTree } from '../fetch/source.ts';

/** Compiles with what the backends say of themselves, so a field that one cannot honour is told at its line. */
export function compileTree(tree: SourceTree): Compiled {
  return compile(tree, { refusals: (backend, field) => backendOf(backend).support[field] === 'unsupported' });
}
