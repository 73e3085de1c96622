import { text, textOf } from '../../config/text.ts';
import type { Plan } from '../../model/plan.ts';
import type { Planned } from '../../pass/engine.ts';
import { symbolOf } from '../screens/change.ts';
import { escapeLine } from '../screens/escape.ts';
import { type ChangeGroup, groupsOf } from '../screens/groups.ts';
import { denialText } from '../screens/plan.ts';
import { summaryText } from '../screens/summary.ts';
import { ranges, shortHash } from '../screens/words.ts';

/** GitHub refuses a comment of more than 65,536 characters; what does not fit is counted at the end. */
const longestComment = 60_000;

/** A comment for a pull request: the summary first, then a table, then each file's diff folded away. */
export function planMarkdown(planned: Planned, plan: Plan): string {
  const groups = groupsOf(plan);
  const head = [
    `<!-- provctl:plan:${escapeHtml(plan.stack.ownerId)} -->`,
    `### ${escapeMarkdown(plan.stack.name)} · ${escapeMarkdown(plan.stack.environment)} · ${code(shortHash(plan.source.commit))}`,
    '',
    `**${escapeMarkdown(summaryText(plan))}**`,
    ...plan.denials.map((denial) => `\n> ❌ ${escapeMarkdown(denialText(denial))}`),
    '',
  ];
  const table =
    groups.length === 0
      ? []
      : [
          `| | ${text('cli.markdown.service')} | ${text('cli.markdown.machines')} | ${text('cli.markdown.why')} |`,
          '|---|---|---|---|',
        ];
  const parts = [...groups.map(row), ...[...planned.fileDiffs].map(([path, diff]) => folded(path, diff))];
  const kept: string[] = [...head, ...table];
  let length = kept.join('\n').length;
  let left = parts.length;
  for (const part of parts) {
    length += part.length + 1;
    if (length > longestComment) break;
    kept.push(part);
    left--;
  }
  if (left > 0) kept.push('', text('cli.markdown.more', { count: left }));
  return `${kept.join('\n')}\n`;
}

function row({ change, machines }: ChangeGroup): string {
  const why = [
    textOf(`reason.${change.reason}`, {}) ?? change.reason,
    ...(change.detail === '' ? [] : [change.detail]),
    ...change.paths.map(({ path }) => path),
  ];
  return `| ${code(symbolOf(change).symbol)} | ${code(change.instance)} | ${escapeMarkdown(ranges(machines))} | ${why.map(escapeMarkdown).join(', ')} |`;
}

function folded(path: string, diff: string): string {
  const lines = diff.replace(/\n$/, '').split('\n').map(escapeLine);
  const longest = Math.max(2, ...[...diff.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `\n<details><summary>${escapeHtml(escapeLine(path))}</summary>\n\n${fence}diff\n${lines.join('\n')}\n${fence}\n\n</details>`;
}

/** A code span whose fence is longer than any run of backticks in it; a table's bar ends a cell even there. */
function code(word: string): string {
  const shown = escapeLine(word).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return shown === '' ? '' : `${fence}${longest > 0 ? ` ${shown} ` : shown}${fence}`;
}

/** No markup, no link, no mention: what is from git is only ever read. */
export function escapeMarkdown(text: string): string {
  return escapeHtml(escapeLine(text))
    .replace(/[\\`*_{}[\]()#+!|~:]/g, (character) => `\\${character}`)
    .replaceAll('@', '&#64;');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
