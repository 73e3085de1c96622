import { type TextProblem, textProblem } from '../text.ts';

/**
 * systemd's own quoting: systemd.syntax(7), systemd.service(5) "COMMAND LINES", systemd.unit(5) "SPECIFIERS".
 * What is quoted here arrives in the process byte for byte; what cannot is refused before (see {@link textProblem}).
 */

/** {@link textProblem} for a value that stands unquoted to the end of its line: it can hold no line break and no outer spaces. */
export function unwritable(text: string): TextProblem | null {
  if (/[\n\t]/.test(text) || text !== text.trim() || text.endsWith('\\')) return 'text-control-character';
  return textProblem(text);
}

/** One word in double quotes. `%` would begin a specifier. */
export function quoteWord(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
  return `"${escapeSpecifiers(escaped)}"`;
}

/** A value that stands unquoted to the end of its line. */
export function escapeSpecifiers(text: string): string {
  return text.replaceAll('%', '%%');
}

/**
 * A command line. `$` is doubled in arguments, for they are expanded when the process starts; the program's path is
 * not. Where the path could not be its own first argument (`$` in it, or a form that systemd simplifies), `@` names both.
 */
export function quoteCommand(command: readonly string[], cwd: string | undefined): string {
  const [program = '', ...rest] = command;
  const path = programPath(program, cwd);
  const words = rest.map(quoteArgument);
  if (path === program && !program.includes('$')) return [quoteWord(path), ...words].join(' ');
  return [quoteWord(`@${path}`), quoteArgument(program), ...words].join(' ');
}

function quoteArgument(text: string): string {
  return quoteWord(text.replaceAll('$', () => '$$'));
}

/** What the manager makes of a program: execvp's rule, where a name with a slash is relative to the working directory. */
function programPath(program: string, cwd: string | undefined): string {
  if (program.startsWith('/')) return simplify(program);
  return program.includes('/') ? simplify(`${cwd ?? ''}/${program}`) : program;
}

/** path_simplify() of systemd: no doubled slash, no `.`; `..` stays. */
function simplify(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}

/**
 * Why this cannot be a program, or null. A bare name is searched by the manager in its own fixed search path, not in
 * the service's PATH; a relative one needs a working directory; `..` and a trailing slash are refused by systemd.
 */
export function unusableProgram(
  program: string,
  cwd: string | undefined,
): 'program-relative' | 'program-dot-dot' | 'program-prefix' | 'program-empty' | null {
  if (program === '' || program.endsWith('/')) return 'program-empty';
  if (program.split('/').includes('..') && program.includes('/')) return 'program-dot-dot';
  if (program.startsWith('/')) return null;
  if (program.includes('/')) return cwd?.startsWith('/') ? null : 'program-relative';
  return program === '.' || program === '..' || /^[-@:+!|]/.test(program) ? 'program-prefix' : null;
}
