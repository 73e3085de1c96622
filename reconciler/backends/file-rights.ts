import { defaults } from '../config/generated/defaults.ts';
import type { FileRights, RightsByPath } from '../model/file-rights.ts';
import type { OperationResult, ReadOperation } from '../model/operation.ts';

/** Below every system's limit of an argument list, whatever the paths. */
const pathsPerQuestion = 200;

/** ls(1) of POSIX is the one tool that tells a file's rights everywhere; a path that is not there has no line. */
export function rightsQuestions(paths: readonly string[]): readonly ReadOperation[] {
  const questions: ReadOperation[] = [];
  for (let from = 0; from < paths.length; from += pathsPerQuestion) {
    const part = paths.slice(from, from + pathsPerQuestion);
    questions.push({
      kind: 'exec',
      argv: ['ls', '-ld', '--', ...part],
      env: { LC_ALL: 'C' },
      timeoutMs: defaults.backends.quickCommandTimeoutMs,
      maxOutputBytes: part.reduce((sum, path) => sum + 2 * path.length + 4096, 0),
      accept: [0, 1, 2],
    });
  }
  return questions;
}

/** A line that is not understood says nothing. */
export function rightsIn(paths: readonly string[], results: readonly OperationResult[]): RightsByPath {
  const asked = new Set(paths);
  const rights: Record<string, FileRights> = {};
  for (const result of results) {
    if (result.kind !== 'exited') continue;
    for (const line of result.stdout.split('\n')) {
      const match = /^([-l])([-rwxsStT]{9})\S? +\d+ (\S+) +(\S+) +.*? (\/.*)$/.exec(line);
      if (match === null) continue;
      const [, kind = '', letters = '', owner = '', group = '', name = ''] = match;
      const path = kind === 'l' ? (name.split(' -> ', 1)[0] ?? '') : name;
      if (asked.has(path)) rights[path] = { isLink: kind === 'l', mode: modeOf(letters), owner, group };
    }
  }
  return rights;
}

/** `rwsr-x--T` is 5750: the special bits stand in the places of `x`. */
function modeOf(letters: string): string {
  let special = 0;
  const digits = [0, 1, 2].map((at) => {
    const [read = '', write = '', execute = ''] = letters.slice(at * 3, at * 3 + 3);
    if (/[sStT]/.test(execute)) special += [4, 2, 1][at] ?? 0;
    return (read === 'r' ? 4 : 0) + (write === 'w' ? 2 : 0) + (/[xst]/.test(execute) ? 1 : 0);
  });
  return `${special}${digits.join('')}`;
}
