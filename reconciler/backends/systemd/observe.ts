import type { ReadOperation } from '../../model/operation.ts';
import type { BackendContext } from '../backend.ts';
import { observing } from '../printed.ts';
import { serviceUnit } from './name.ts';
import { observeText } from './observe-text.ts';
import { scopeOf } from './scope.ts';

export function observe(context: BackendContext, instances: readonly string[]): readonly ReadOperation[] {
  const { kind, directory } = scopeOf(context);
  return [observing(observeText, kind, directory, context.owner, ...new Set(instances.map(serviceUnit)))];
}
