import { adhocSource } from '../fetch/adhoc.ts';
import { noOptions } from '../plan/input.ts';
import { apply } from './apply.ts';
import type { AdhocRequest, Applied } from './engine.ts';
import type { World } from './world.ts';

/**
 * `start NAME -- CMD…` is a desired state of one service, made from the command line and taken through the very same
 * pass; `stop NAME` is the removal of what stands under that name.
 * @throws ProvctlError `service.unknown` when nothing of that name was begun
 */
export async function runAdhoc(world: World, request: AdhocRequest): Promise<Applied> {
  const starts = request.verb === 'start';
  return await apply(
    { ...world, fetch: () => Promise.resolve(adhocSource(starts ? service(request) : null)) },
    {
      source: { kind: 'adhoc' },
      options: { ...noOptions, destroy: !starts, targets: [request.name] },
      verb: `${request.verb} (adhoc)`,
      reason: '',
      saved: null,
      confirm: () => Promise.resolve(true),
      onProgress: request.onProgress,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    },
  );
}

function service(request: AdhocRequest): object {
  return {
    apiVersion: 'provctl.dev/v1',
    kind: 'Service',
    metadata: { name: request.name },
    spec: {
      placement: { local: true },
      command: request.command.map(literal),
      env: Object.fromEntries(Object.entries(request.env).map(([name, value]) => [name, literal(value)])),
      ...(request.cwd === null ? {} : { cwd: literal(request.cwd) }),
    },
  };
}

/** Words of a command line are no templates. */
function literal(word: string): string {
  return word.replaceAll('{', '{{');
}
