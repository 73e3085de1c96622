import {
  backendNames,
  type Check,
  type Definition,
  type EnvValue,
  type Reload,
  strategyNames,
} from './definition.ts';
import {
  amount,
  digest,
  flag,
  listOf,
  object,
  oneOf,
  recordOf,
  type Shape,
  text,
  withOptional,
  wrong,
} from './shape.ts';

/** Saved plans carry no digest of a secret, so none is read. */
const envValue: Shape<EnvValue> = (value, path) =>
  typeof value === 'string' ? value : { ...object({ secret: text })(value, path), digest: '' };

const reload: Shape<Reload> = (value, path) => {
  const kind = value !== null && typeof value === 'object' && 'signal' in value;
  return kind ? object({ signal: text })(value, path) : object({ command: listOf(text) })(value, path);
};

const http = object({ kind: oneOf(['http']), path: text, port: amount, status: listOf(amount) });
const tcp = object({ kind: oneOf(['tcp']), port: amount });
const command = object({ kind: oneOf(['command']), command: listOf(text) });

const probe: Shape<Check['probe']> = (value, path) => {
  const { kind } = object({ kind: oneOf(['http', 'tcp', 'command']) })(value, path);
  return { http, tcp, command }[kind](value, path);
};

const check = object({
  name: text,
  probe,
  intervalMs: amount,
  timeoutMs: amount,
  successes: amount,
  failures: amount,
});

const directive: Shape<string | readonly string[]> = (value, path) =>
  typeof value === 'string' ? value : listOf(text)(value, path);

const anything: Shape<unknown> = (value, path) => (value === undefined ? wrong(path, 'value') : value);

/** What an operation may name. */
const filePath: Shape<string> = (value, path) =>
  typeof value === 'string' && /^\/[^\0-\x1f\x7f]+$/.test(value) ? value : wrong(path, 'absolute path');

const file = withOptional(
  { path: filePath, digest, mode: text, onChange: oneOf(['restart', 'reload', 'none']) },
  { owner: text, group: text },
);

export const definition: Shape<Definition> = withOptional(
  {
    service: text,
    instance: text,
    backend: oneOf(backendNames),
    command: listOf(text),
    env: recordOf(envValue),
    ports: listOf(object({ name: text, port: amount })),
    files: listOf(file),
    restart: object({
      policy: oneOf(['no', 'on-failure', 'always']),
      delayMs: amount,
      maxDelayMs: amount,
      burst: amount,
      windowMs: amount,
    }),
    stop: object({ signal: text, timeoutMs: amount }),
    checks: listOf(check),
    rollout: object({
      strategy: oneOf(strategyNames),
      minReadyMs: amount,
      progressDeadlineMs: amount,
      onFailure: oneOf(['rollback', 'halt']),
    }),
    limits: withOptional({}, { memoryBytes: amount, openFiles: amount, processes: amount, cpus: amount }),
    logs: object({ maxSizeBytes: amount, keep: amount }),
    boot: flag,
    dependsOn: listOf(text),
    protected: flag,
  },
  {
    cwd: text,
    user: text,
    group: text,
    umask: text,
    artifact: object({ source: text, sha256: text }),
    reload,
    schedule: object({ cron: text, timeZone: text, missed: oneOf(['skip', 'run-once']) }),
    description: text,
    systemd: recordOf(recordOf(directive)),
    launchd: recordOf(anything),
  },
);
