import type { BackendContext } from '../backends/backend.ts';
import { serviceUnit } from '../backends/systemd/name.ts';
import { scopeOf } from '../backends/systemd/scope.ts';
import type { Definition } from '../model/definition.ts';
import type { Mark } from '../model/observed.ts';
import type { OperationResult } from '../model/operation.ts';
import { sampleDefinition, sampleMark } from './samples.ts';

/** Values that the tests of this folder start from. */
export const rootContext: BackendContext = {
  owner: 'shop-1',
  ownerDirectory: '/var/lib/provctl/shop-1',
  facts: {
    machineId: '0123456789abcdef0123456789abcdef',
    bootId: 'b00t',
    kernel: 'Linux',
    hostname: 'web-1',
    uid: 0,
    user: 'root',
    home: '/root',
    uptimeMs: 5000,
    systemdVersion: 252,
    userManager: false,
    launchd: false,
    crontab: false,
    stateRoot: '/var/lib/provctl',
  },
};

export const userContext: BackendContext = {
  ...rootContext,
  facts: { ...rootContext.facts, uid: 1000, user: 'ann', home: '/home/ann', userManager: true },
};

export function definitionOf(more: Partial<Definition> = {}): Definition {
  const instance = more.instance ?? 'api';
  return sampleDefinition({
    service: instance.split('@')[0] ?? instance,
    instance,
    backend: 'systemd',
    command: ['/opt/api', '--port', '8080'],
    stop: { signal: 'SIGTERM', timeoutMs: 30_000 },
    rollout: { strategy: 'recreate', minReadyMs: 0, progressDeadlineMs: 1000, onFailure: 'rollback' },
    logs: { maxSizeBytes: 1, keep: 1 },
    ...more,
  });
}

export function markOf(definition: Definition, context = rootContext, letter = 'a'): Mark {
  return sampleMark(
    context,
    definition,
    `${scopeOf(context).directory}/${serviceUnit(definition.instance)}`,
    letter,
  );
}

/** What the observing text prints, from parts that can be read. */
export interface AnswerParts {
  readonly units: readonly string[];
  readonly show: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly drops?: readonly string[];
  readonly stat?: string;
  readonly environ?: string;
  readonly started?: readonly string[];
}

export function answerOf(parts: AnswerParts): OperationResult {
  const files = Object.entries(parts.files ?? {}).map(
    ([path, content]) => [path, Buffer.from(content)] as const,
  );
  const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
  const lines = [
    '#units',
    ...parts.units,
    '#drops',
    ...(parts.drops ?? []),
    '#show',
    base64(parts.show),
    '#paths',
    ...files.map(([path]) => path),
    '#sizes',
    ...files.map(([path, content]) => ` ${content.length} ${path}`),
    '#files',
    base64(Buffer.concat(files.map(([, content]) => content))),
    '#stat',
    base64(parts.stat ?? ''),
    '#environ',
    base64(parts.environ ?? ''),
    '#started',
    ...(parts.started ?? []),
    '#end',
  ];
  return {
    kind: 'exited',
    status: 0,
    timedOut: false,
    stdout: `${lines.join('\n')}\n`,
    stderr: '',
    truncated: false,
  };
}
