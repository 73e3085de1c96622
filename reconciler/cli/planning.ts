import { noOptions, type PlanOptions } from '../plan/input.ts';
import type { Options } from './options.ts';

/** The planning options of the command line. */
export function planOptionsOf(options: Options): PlanOptions {
  return {
    ...noOptions,
    targets: options.list('target'),
    excludes: options.list('exclude'),
    replace: options.list('replace'),
    allowEmpty: options.flag('allowEmpty'),
    allowDirty: options.flag('allowDirty'),
    takeOver: options.flag('takeOver'),
    refreshOnly: options.flag('refreshOnly'),
  };
}
