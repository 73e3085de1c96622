import { text, textOf } from '../../config/text.ts';
import { whyText } from '../../config/why.ts';
import type { Change, Denial, Plan, PlanSource } from '../../model/plan.ts';
import type { Planned } from '../../pass/engine.ts';
import { changeLines, columnsOf } from './change.ts';
import { diffLines } from './diff.ts';
import { type ChangeGroup, groupsOf } from './groups.ts';
import { type Line, padding, paint, width } from './line.ts';
import { summaryText } from './summary.ts';
import { addressParts, duration, serviceOf, shortHash } from './words.ts';

export interface PlanScreen {
  readonly columns: number;
  /** The last line: what to do next; null: there is nobody to tell. */
  readonly next: string | null;
}

const diffLinesShown = 40;

/** The plan as people read it (ux.md). Everything in it is data until it is rendered. */
export function planLines(planned: Planned, plan: Plan, how: PlanScreen): readonly Line[] {
  const groups = groupsOf(plan);
  const at = columnsOf(groups, how.columns);
  const diffs = new Map(planned.fileDiffs);
  const body = groups.flatMap((group) => [...changeLines(group, at), ...takeDiffs(group, diffs)]);
  const rest = [...diffs].flatMap(([path, diff]) => fileDiff(path, diff));
  const unreachable = plan.machines.filter((machine) => !machine.reached).map(unreachableLine);
  const seen = [...body, ...rest, ...unreachable];
  return [
    ...headerLines(planned, plan, how.columns),
    [],
    ...seen,
    ...(seen.length === 0 ? [] : [[] as Line]),
    ...[...plan.denials].map(denialLine),
    ...plan.hints.map(
      (hint): Line => [
        paint('cyan', text('cli.hint')),
        ' ',
        textOf(`hint.${hint.code}`, hint.values) ?? hint.code,
      ],
    ),
    [paint('bold', summaryText(plan))],
    ...(how.next === null ? [] : [[text('cli.next', { command: how.next })]]),
  ];
}

export function sourceText(source: PlanSource): Line {
  const branch = source.branch === '' ? '' : `${source.branch}@`;
  return [
    `${branch}${shortHash(source.commit)}`,
    ...(source.subject === '' ? [] : [` “${source.subject}”`]),
    ...(source.dirty ? [' ', paint('yellow', text('cli.plan.dirty'))] : []),
  ];
}

function headerLines(planned: Planned, plan: Plan, columns: number): readonly Line[] {
  const { stack, source } = plan;
  const left: Line = [paint('bold', stack.name), ` · ${stack.environment} · `, ...sourceText(source)];
  const reached = plan.machines.filter((machine) => machine.reached).length;
  const facts = [
    text('cli.plan.seen', { count: reached }),
    ...(reached === plan.machines.length
      ? []
      : [text('cli.plan.unreached', { count: plan.machines.length - reached })]),
    duration(planned.tookMs),
  ].join(', ');
  const right: Line = [paint('dim', facts)];
  const room = Math.min(columns, 110) - width(right);
  if (width(left) + 3 > room) return [left, right];
  return [[...left, padding(left, room), ...right]];
}

function takeDiffs(group: ChangeGroup, diffs: Map<string, string>): readonly Line[] {
  const lines: Line[] = [];
  for (const [key, diff] of diffs) {
    const path = filesOf(group).find((file) => key === file || key.endsWith(`:${file}`));
    if (path === undefined) continue;
    // Of a new service no line above names its files.
    if (group.change.action === 'create') lines.push(['      ', paint('bold', path)]);
    lines.push(...diffLines(diff, '      ', diffLinesShown));
    diffs.delete(key);
  }
  return lines;
}

/** Files that change, or come with a new service; of what is adopted, its own first. */
function filesOf({ change }: ChangeGroup): readonly string[] {
  if (change.action === 'adopt') return [change.detail, ...declaredFiles(change)];
  const changed = change.paths.flatMap(({ path }) =>
    path.startsWith('files.') ? [path.slice('files.'.length)] : [],
  );
  return [...changed, ...declaredFiles(change)];
}

function declaredFiles({ after }: Change): readonly string[] {
  return (after.definition?.files ?? []).map(({ path }) => path);
}

function fileDiff(path: string, diff: string): readonly Line[] {
  return [['    ', paint('bold', path)], ...diffLines(diff, '      ', diffLinesShown)];
}

function unreachableLine(machine: Plan['machines'][number]): Line {
  return [
    paint('red', '  ? '),
    paint('bold', machine.machine),
    '  ',
    machine.reason,
    '  ',
    paint('dim', text('cli.plan.not-planned')),
  ];
}

export function denialText(denial: Denial): string {
  const { cause } = denial.values;
  const { reason } = denial.values;
  const values = {
    ...denial.values,
    ...(typeof reason === 'string' ? { reason: whyText(reason) } : {}),
    address: denial.address ?? '',
    service: serviceOf(addressParts(denial.address ?? '').instance),
  };
  const why = cause === undefined ? null : textOf(`refusal.${cause}`, values);
  return textOf(`denial.${denial.code}`, why === null ? values : { ...values, cause: why }) ?? denial.code;
}

function denialLine(denial: Denial): Line {
  return [paint('red', text('cli.denied')), ' ', denialText(denial)];
}
