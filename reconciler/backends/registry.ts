import type { BackendName, Definition } from '../model/definition.ts';
import { ProvctlError } from '../model/error.ts';
import type { MachineFacts } from '../model/observed.ts';
import type { Backend, BackendContext, Refusal } from './backend.ts';
import { launchdBackend } from './launchd/launchd.ts';
import { processBackend } from './process/process.ts';
import { systemdBackend } from './systemd/systemd.ts';

/** Best first: `auto` takes the first that the machine has. */
export const backends: readonly Backend[] = [systemdBackend, launchdBackend, processBackend];

/** @throws ProvctlError `backend.unknown` for a name that only a newer version knows. */
export function backendOf(name: BackendName): Backend {
  const found = backends.find((backend) => backend.name === name);
  if (found === undefined) throw new ProvctlError('backend.unknown', { name });
  return found;
}

/** What `auto` means on this machine. A bare process needs nothing but a shell, so there is always one. */
export function pickBackend(facts: MachineFacts): BackendName {
  return backends.find((backend) => backend.available(facts))?.name ?? 'process';
}

export function refusalsOf(context: BackendContext, definition: Definition): readonly Refusal[] {
  const backend = backendOf(definition.backend);
  if (!backend.available(context.facts)) {
    return [{ field: 'backend', code: 'backend-not-here', values: { backend: backend.name } }];
  }
  return backend.refusals(context, definition);
}
