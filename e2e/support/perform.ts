import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type PreparedStep, waveBatch } from '../../reconciler/act/batch.ts';
import type { Stages } from '../../reconciler/backends/backend.ts';
import { sha256 } from '../../reconciler/model/digest.ts';
import type {
  Exec,
  Mutation,
  OperationResult,
  Precondition,
  ReadOperation,
} from '../../reconciler/model/operation.ts';

/** Where operations happen: a root directory and a way to run programs in it. */
export interface Place {
  readonly root: string;
  run(argv: readonly string[]): Ran;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function ran(argv: readonly string[], env = process.env): Ran {
  const [program = '', ...rest] = argv;
  const result = spawnSync(program, rest, { encoding: 'utf8', env, maxBuffer: 268_435_456 });
  return { status: result.status ?? 127, stdout: result.stdout ?? '', stderr: result.stderr ?? '' };
}

/** Backends against a real manager, without a transport: one process here, nothing lost, nothing concurrent. */
export function perform(place: Place, stages: readonly Stages[]): readonly OperationResult[] {
  const steps = stages.map(
    (given, index): PreparedStep => ({ address: String(index), release: [], files: [], stages: given }),
  );
  const results: OperationResult[] = [];
  for (const operation of waveBatch([], steps).operations) {
    const result = done(place, operation);
    results.push(result);
    if (result.kind === 'refused' || result.kind === 'failed') break;
  }
  return results;
}

export function read(place: Place, operations: readonly ReadOperation[]): readonly OperationResult[] {
  return operations.map((operation) =>
    operation.kind === 'exec' ? exec(place, operation) : { kind: 'absent' },
  );
}

function done(place: Place, operation: Mutation): OperationResult {
  if ('when' in operation && operation.when !== undefined && !holds(place, operation.when)) {
    return { kind: 'refused', reason: operation.when.kind };
  }
  const path = 'path' in operation ? `${place.root}${operation.path}` : '';
  switch (operation.kind) {
    case 'put': {
      const { content } = operation;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        `${path}.new`,
        'bytes' in content ? content.bytes : readFileSync(`${place.root}${content.file}`),
      );
      chmodSync(`${path}.new`, Number.parseInt(operation.mode, 8));
      renameSync(`${path}.new`, path);
      return { kind: 'done' };
    }
    case 'remove':
    case 'removeTree':
      rmSync(path, { recursive: operation.kind === 'removeTree', force: true });
      return { kind: 'done' };
    case 'makeDirectory':
      mkdirSync(path, { recursive: true });
      return { kind: 'done' };
    case 'signal':
      return { kind: 'failed', reason: 'signals are not performed here' };
    case 'exec': {
      const result = exec(place, operation);
      const ok = result.kind === 'exited' && (operation.accept ?? [0]).includes(result.status);
      return ok ? result : { kind: 'failed', reason: result.kind === 'exited' ? result.stderr : result.kind };
    }
  }
}

function exec(place: Place, operation: Exec): OperationResult {
  return { kind: 'exited', timedOut: false, truncated: false, ...place.run(operation.argv) };
}

function holds(place: Place, when: Precondition): boolean {
  switch (when.kind) {
    case 'absent':
      return !existsSync(`${place.root}${when.path}`);
    case 'digest': {
      const path = `${place.root}${when.path}`;
      return existsSync(path) && sha256(readFileSync(path)) === when.digest;
    }
    case 'output':
      return place.run(when.argv).stdout.replace(/\n$/, '') === when.equals;
    case 'process':
      return false;
  }
}
