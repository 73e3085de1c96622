import type { ReadOperation } from '../../model/operation.ts';
import type { BackendContext } from '../backend.ts';
import { serviceUnit } from './name.ts';
import { observeText } from './observe-text.ts';
import { scopeOf } from './scope.ts';

/** Busy managers answer slowly: 200 units took up to 10 s while another reload ran. */
const observeTimeoutMs = 120_000;

/** Far more than 10,000 units print; what is cut off is not believed. */
const observeMaxBytes = 268_435_456;

export function observe(context: BackendContext, instances: readonly string[]): readonly ReadOperation[] {
  const scope = scopeOf(context);
  return [
    {
      kind: 'exec',
      argv: [
        'sh',
        '-c',
        observeText,
        'sh',
        scope.kind,
        scope.directory,
        context.owner,
        ...new Set(instances.map(serviceUnit)),
      ],
      timeoutMs: observeTimeoutMs,
      maxOutputBytes: observeMaxBytes,
    },
  ];
}
