import { defaults } from '../config/generated/defaults.ts';
import type { Exec, ReadOperation } from '../model/operation.ts';
import { count, exec, pathLine } from './words.ts';

/** What the runner is asked for, in the order of its answers; `at`: the operation that an answer belongs to. */
export type Question =
  | {
      readonly kind: 'files';
      readonly files: readonly { readonly at: number; readonly maxBytes: number }[];
    }
  | { readonly kind: 'digest'; readonly at: number; readonly paths: readonly string[] }
  | { readonly kind: 'list' | 'identity'; readonly at: number }
  | { readonly kind: 'exec'; readonly at: number; readonly maxOutputBytes: number };

export interface ReadRequest {
  readonly questions: readonly Question[];
  readonly text: string;
  /** What the commands in it may take together. */
  readonly timeoutMs: number;
}

/** Neighbouring files are read by one call, so a thousand of them cost a few forks. */
export function readRequest(operations: readonly ReadOperation[]): ReadRequest {
  const questions: Question[] = [];
  const texts: string[] = [];
  let timeoutMs = 0;
  for (let at = 0; at < operations.length; at += 1) {
    const operation = operations[at];
    if (operation === undefined) continue;
    switch (operation.kind) {
      case 'read': {
        const files = fileRun(operations, at);
        questions.push({
          kind: 'files',
          files: files.map((file) => ({ at: file.at, maxBytes: file.maxBytes })),
        });
        texts.push(`files ${files.length}\n${files.map((file) => file.text).join('')}`);
        at += files.length - 1;
        break;
      }
      case 'digest':
        for (const paths of parts(operation.paths)) {
          questions.push({ kind: 'digest', at, paths });
          texts.push(`digest ${paths.length}\n${paths.map(pathLine).join('')}`);
        }
        break;
      case 'list':
        questions.push({ kind: 'list', at });
        texts.push(`list\n${pathLine(operation.path)}`);
        break;
      case 'identity':
        questions.push({ kind: 'identity', at });
        texts.push(`identity ${count(operation.pid, 'pid')}\n`);
        break;
      case 'exec':
        questions.push({ kind: 'exec', at, maxOutputBytes: operation.maxOutputBytes });
        texts.push(execText(operation));
        timeoutMs += operation.timeoutMs;
        break;
    }
  }
  return { questions, text: texts.join(''), timeoutMs };
}

function execText(operation: Exec): string {
  const { words, fields } = exec(operation);
  return `exec ${words}\n${fields}`;
}

function fileRun(
  operations: readonly ReadOperation[],
  from: number,
): readonly { readonly at: number; readonly maxBytes: number; readonly text: string }[] {
  const run = [];
  for (let at = from; run.length < defaults.transports.filesPerCallCount; at += 1) {
    const operation = operations[at];
    if (operation?.kind !== 'read') break;
    const { path, maxBytes } = operation;
    run.push({ at, maxBytes, text: `${count(maxBytes, 'maxBytes')} ${pathLine(path)}` });
  }
  return run;
}

function parts(paths: readonly string[]): readonly (readonly string[])[] {
  const size = defaults.transports.digestsPerCallCount;
  const given: (readonly string[])[] = [];
  for (let from = 0; from === 0 || from < paths.length; from += size)
    given.push(paths.slice(from, from + size));
  return given;
}
