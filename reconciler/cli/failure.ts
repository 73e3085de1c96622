import { describeError, text } from '../config/text.ts';
import { ProvctlError } from '../model/error.ts';
import { type ExitCondition, exitCodes } from '../plan/exit-code.ts';
import type { Printer } from './printer.ts';
import { type Line, paint } from './screens/line.ts';

/** By an error's kind, or by what it begins with; whatever is not here is an error like any other (DESIGN §8). */
const conditions: readonly (readonly [kind: string, condition: ExitCondition])[] = [
  ['usage.', 'usage'],
  ['lease.held', 'locked'],
  ['lease.lost', 'locked'],
  ['plan.stale', 'stale'],
  ['plan.used', 'stale'],
  ['denied.', 'denied'],
  ['interrupted', 'interrupted'],
];

export function exitCodeOf(error: unknown): number {
  return exitCodes[conditionOf(error)];
}

function conditionOf(error: unknown): ExitCondition {
  if (error instanceof Error && error.name === 'AbortError') return 'interrupted';
  if (!(error instanceof ProvctlError)) return 'error';
  const found = conditions.find(
    ([kind]) => error.kind === kind || (kind.endsWith('.') && error.kind.startsWith(kind)),
  );
  return found?.[1] ?? 'error';
}

/** What was tried, on what, what was found; what would help; the chain beneath only when asked for. */
export function reportError(
  error: unknown,
  err: Printer,
  how: { readonly verbose: boolean; readonly verb: string | null },
): void {
  const { message, help } = describeError(error);
  err.lines([
    [paint('red', text('cli.error')), ' ', message],
    ...(help === undefined ? [] : [helpLine(help)]),
    ...(exitCodeOf(error) === exitCodes.usage ? [helpLine(usageHint(how.verb))] : []),
    ...(how.verbose ? causes(error) : []),
  ]);
}

function helpLine(help: string): Line {
  return [paint('cyan', text('cli.help')), ' ', help];
}

function usageHint(verb: string | null): string {
  return verb === null ? text('cli.usage-hint') : text('cli.usage-hint-verb', { verb });
}

const chainLimit = 16;

function causes(error: unknown): readonly Line[] {
  const lines: Line[] = [];
  let current = sourceOf(error);
  while (current !== undefined && current !== null && lines.length < chainLimit) {
    lines.push([paint('dim', text('cli.cause')), ' ', causeText(current)]);
    current = sourceOf(current);
  }
  if (lines.length === 0 && !(error instanceof ProvctlError) && error instanceof Error)
    for (const line of (error.stack ?? '').split('\n').slice(1)) lines.push([paint('dim', line)]);
  return lines;
}

function causeText(error: unknown): string {
  if (error instanceof ProvctlError) return describeError(error).message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function sourceOf(error: unknown): unknown {
  if (error instanceof ProvctlError) return error.source;
  return error instanceof Error ? error.cause : undefined;
}
