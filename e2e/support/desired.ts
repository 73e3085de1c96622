/** Small desired states for suites that are about something else. */

export interface StackOptions {
  readonly owner?: string;
  readonly maxPrune?: string;
  readonly prune?: boolean;
}

export function stack(options: StackOptions = {}): string {
  return `apiVersion: provctl.dev/v1
kind: Stack
metadata: { name: lab }
spec:
  ownerId: ${options.owner ?? 'lab-4k7m2p9x'}
  environment: test
  prune: ${options.prune ?? true}
  maxPrune: ${options.maxPrune ?? '100%'}
`;
}

/** One service that sleeps; `more` is further YAML of its spec, not indented. */
export function sleeper(name: string, more = ''): string {
  return service(name, ['sleep', '100000'], more);
}

export function service(name: string, command: readonly string[], more = ''): string {
  const indented = more === '' ? '' : more.trimEnd().replace(/^/gm, '  ');
  return `apiVersion: provctl.dev/v1
kind: Service
metadata: { name: ${name} }
spec:
  backend: process
  placement: { local: true }
  command: ${JSON.stringify(command)}
  rollout: { minReady: 100ms, progressDeadline: 20s }
${indented}
`;
}
