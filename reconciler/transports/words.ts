import { posix } from 'node:path';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { Exec, Precondition } from '../model/operation.ts';

/** The pieces that requests are made of. What could break a frame is refused here, before a byte is sent. */
function refuse(field: string): ProvctlError {
  return new ProvctlError('operation.invalid', { field });
}

/** A value that may span lines: the number of its lines, then these lines. */
export function field(value: string, what: string): string {
  if (value.includes('\0') || !value.isWellFormed()) throw refuse(what);
  let lines = 1;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) lines += 1;
  return `${lines}\n${value}\n`;
}

/** An absolute path in its shortest spelling, as one line. */
export function pathLine(path: string): string {
  const isPlain = path === '/' || (posix.normalize(path) === path && !path.endsWith('/'));
  if (!path.startsWith('/') || !isPlain || /[\0\n]/.test(path) || !path.isWellFormed()) throw refuse('path');
  return `${path}\n`;
}

/** One word of a header; the runner takes it literally. */
export function word(value: string, pattern: RegExp, what: string): string {
  if (!pattern.test(value)) throw refuse(what);
  return value;
}

export function count(value: number, what: string): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 1e15) throw refuse(what);
  return String(value);
}

/** An owner or a batch id: it becomes a file name. */
export function nameWord(value: string, what: string): string {
  return word(value, /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, what);
}

export function exec(operation: Exec): { readonly words: string; readonly fields: string } {
  const { argv, env = {}, cwd, stdin, timeoutMs, maxOutputBytes } = operation;
  if (argv.length === 0 || argv[0] === '') throw refuse('argv');
  const variables = Object.entries(env);
  const words = [
    argv.length,
    variables.length,
    count(timeoutMs, 'timeoutMs'),
    count(maxOutputBytes, 'maxOutputBytes'),
    stdin === undefined ? 0 : 1,
  ].join(' ');
  const fields = [
    cwd === undefined ? '\n' : pathLine(cwd),
    ...argv.map((argument) => field(argument, 'argv')),
    ...variables.map(([name, value]) =>
      field(`${word(name, /^[A-Za-z_][A-Za-z0-9_]*$/, 'env')}=${value}`, 'env'),
    ),
    stdin === undefined ? '' : field(stdin, 'stdin'),
  ].join('');
  return { words, fields };
}

export function precondition(when: Precondition | undefined): string {
  switch (when?.kind) {
    case undefined:
      return '\n';
    case 'absent':
      return `absent\n${pathLine(when.path)}`;
    case 'digest':
      return `digest\n${word(when.digest, /^[0-9a-f]{64}$/, 'digest')}\n${pathLine(when.path)}`;
    case 'process':
      return `process\n${identityWords(when.process)}\n`;
    case 'output': {
      const { argv, equals } = when;
      if (argv.length === 0 || argv[0] === '') throw refuse('argv');
      const fields = argv.map((argument) => field(argument, 'argv')).join('');
      return `output ${argv.length} ${defaults.transports.preconditionTimeoutMs}\n\n${fields}${field(equals, 'equals')}`;
    }
  }
}

export function identityWords(process: {
  readonly bootId: string;
  readonly pid: number;
  readonly start: string;
}): string {
  const token = /^[A-Za-z0-9._:-]{1,100}$/;
  return `${word(process.bootId, token, 'bootId')} ${count(process.pid, 'pid')} ${word(process.start, token, 'start')}`;
}
