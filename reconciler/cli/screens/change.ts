import { text, textOf } from '../../config/text.ts';
import { whyText } from '../../config/why.ts';
import type { Action, Change, ChangedPath } from '../../model/plan.ts';
import type { ChangeGroup } from './groups.ts';
import { clip, type Line, type Look, padding, paint, textWidth } from './line.ts';
import { shortHash, shortRanges } from './words.ts';

export interface Symbol {
  readonly symbol: string;
  readonly look: Look;
}

/** Terraform's, and those that services need besides (DESIGN §8). */
const symbols: Readonly<Record<Action, Symbol>> = {
  create: { symbol: '+', look: 'green' },
  update: { symbol: '~', look: 'yellow' },
  replace: { symbol: '-/+', look: 'red' },
  restart: { symbol: '^', look: 'yellow' },
  reload: { symbol: 'r', look: 'yellow' },
  start: { symbol: '>', look: 'green' },
  stop: { symbol: 'x', look: 'red' },
  delete: { symbol: '-', look: 'red' },
  adopt: { symbol: '=', look: 'cyan' },
  forget: { symbol: '.', look: 'red' },
  none: { symbol: '·', look: 'dim' },
};

export function symbolOf(change: Change): Symbol {
  if (change.held) return { symbol: 'h', look: 'magenta' };
  if (change.drift) return { symbol: '!', look: 'magenta' };
  return symbols[change.action];
}

export interface ChangeColumns {
  readonly name: number;
  readonly machines: number;
  readonly path: number;
  readonly columns: number;
}

/** Where the columns of all groups of one plan begin. */
export function columnsOf(groups: readonly ChangeGroup[], columns: number): ChangeColumns {
  const widest = (texts: readonly string[], least: number, most: number) =>
    Math.min(most, Math.max(least, ...texts.map(textWidth)));
  return {
    name: widest(
      groups.map((group) => group.change.instance),
      8,
      24,
    ),
    machines: widest(groups.map(machinesOf), 8, Math.max(16, Math.floor(columns / 3))),
    path: widest(
      groups.flatMap((group) => shownPaths(group.change).map(({ path }) => path)),
      8,
      18,
    ),
    columns,
  };
}

/** `  ~ api            web-1 … web-12 (12)      release 9a41c07 → 5be2210` and a line for each path that changes. */
export function changeLines(group: ChangeGroup, at: ChangeColumns): readonly Line[] {
  const { change } = group;
  const { symbol, look } = symbolOf(change);
  const head: Line = [symbol.padStart(3), ' '].map((part) => paint(look, part));
  const named: Line = [...head, paint('bold', change.instance)];
  const placed: Line = [...named, padding(named, 4 + at.name, 0), '  ', machinesOf(group)];
  const facts = factsOf(change);
  const first: Line =
    facts.length === 0 ? placed : [...placed, padding(placed, 6 + at.name + at.machines), '  ', ...facts];
  return [first, ...shownPaths(change).map((path) => pathLine(path, at))];
}

function machinesOf(group: ChangeGroup): string {
  return shortRanges(group.machines, 3);
}

/** What is known from the action itself needs no reason beside it. */
const plainReasons: ReadonlySet<string> = new Set([
  'not-installed',
  'definition-changed',
  'converged',
  'stop-requested',
  'destroy-requested',
]);

function factsOf(change: Change): Line {
  const parts: Line[] = [];
  const { before, after } = change;
  if (before.release !== null && after.release !== null && before.release !== after.release)
    parts.push([
      text('cli.plan.release', { before: shortHash(before.release), after: shortHash(after.release) }),
    ]);
  if (!plainReasons.has(change.reason))
    parts.push([text(`reason.${change.reason}`), ...(change.detail === '' ? [] : [`: ${detailOf(change)}`])]);
  else if (change.detail !== '') parts.push([detailOf(change)]);
  if (change.held || change.action === 'none') parts.push([paint('dim', text('cli.plan.left-alone'))]);
  else if (change.drift) parts.push([paint('dim', text('cli.plan.put-back'))]);
  return parts.flatMap((part, index) => (index === 0 ? part : ['  ', ...part]));
}

/** A denial's code is told in words, a release by its first digits. */
function detailOf({ detail, reason }: Change): string {
  if (reason === 'failed') return whyText(detail);
  return /^[0-9a-f]{16}$/.test(detail) ? shortHash(detail) : (textOf(`cli.withheld.${detail}`, {}) ?? detail);
}

/** Of a new service only its command: all else is news that the desired state tells better. */
function shownPaths(change: Change): readonly ChangedPath[] {
  if (change.action === 'create') {
    const command = change.after.definition?.command.join(' ') ?? '';
    return command === '' ? [] : [{ path: 'command', before: null, after: command, at: null }];
  }
  // What is in force of an adopted thing is a diff of its own.
  return change.action === 'delete' || change.action === 'adopt' ? [] : change.paths;
}

function pathLine(changed: ChangedPath, at: ChangeColumns): Line {
  const start: Line = ['      ', paint('dim', changed.path)];
  const line: Line = [
    ...start,
    padding(start, 6 + at.path),
    '  ',
    ...beforeAfter(changed.before, changed.after),
  ];
  if (changed.before === null) return clip(line, Math.max(40, at.columns));
  if (changed.at === null) return line;
  const place = `${changed.at.file}:${changed.at.line}`;
  return [...line, padding(line, Math.min(at.columns, 110) - textWidth(place), 2), paint('dim', place)];
}

/** `api --workers 4 → 8`: words that both begin with are said once. */
export function beforeAfter(before: string | null, after: string | null): Line {
  if (before === null) return after === null ? [] : [paint('green', after)];
  if (after === null) return [paint('red', before), ' → ', paint('dim', text('cli.plan.none'))];
  const [from, to] = [before.split(' '), after.split(' ')];
  let same = 0;
  while (same < from.length - 1 && same < to.length - 1 && from[same] === to[same]) same++;
  return [
    from
      .slice(0, same)
      .map((word) => `${word} `)
      .join(''),
    paint('red', from.slice(same).join(' ')),
    ' → ',
    paint('green', to.slice(same).join(' ')),
  ];
}
