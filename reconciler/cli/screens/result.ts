import { text, textOf } from '../../config/text.ts';
import { whyText } from '../../config/why.ts';
import type { Applied, Verdict } from '../../pass/engine.ts';
import { type Line, type Look, paint } from './line.ts';
import { addressParts, duration, ranges, serviceOf } from './words.ts';

const marks: Readonly<Record<Verdict['state'], readonly [mark: string, look: Look]>> = {
  done: ['✓', 'green'],
  failed: ['✗', 'red'],
  'put-back': ['↶', 'red'],
  incomplete: ['✗', 'red'],
  skipped: ['·', 'yellow'],
  unknown: ['?', 'yellow'],
};

/** What became of it, the worst told first and plainly; then one line that sums up, then what to do next. */
export function resultLines(
  applied: Applied,
  tookMs: number,
  retry: (service: string) => string,
): readonly Line[] {
  const groups = grouped(applied.verdicts.filter((verdict) => verdict.state !== 'done'));
  const failed = groups.flatMap((group) => verdictLines(group, retry));
  const done = applied.verdicts.filter((verdict) => verdict.state === 'done').length;
  const outcome = textOf(`cli.outcome.${applied.outcome}`, { count: done, took: duration(tookMs) });
  const good = applied.exitCode === 0;
  return [
    ...failed,
    [
      paint(good ? 'green' : 'red', good ? '✓' : '✗'),
      ' ',
      paint('bold', outcome ?? applied.outcome),
      ...(good ? [] : [' ', paint('dim', text('cli.exit', { code: applied.exitCode }))]),
    ],
  ];
}

interface VerdictGroup {
  readonly verdict: Verdict;
  readonly service: string;
  readonly machines: readonly string[];
}

function grouped(verdicts: readonly Verdict[]): readonly VerdictGroup[] {
  const groups = new Map<string, { verdict: Verdict; service: string; machines: string[] }>();
  for (const verdict of verdicts) {
    const { machine, instance } = addressParts(verdict.address);
    const key = JSON.stringify([instance, verdict.action, verdict.state, verdict.reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { verdict, service: instance, machines: [machine] });
    else group.machines.push(machine);
  }
  const order = Object.keys(marks);
  return [...groups.values()].sort((a, b) => order.indexOf(a.verdict.state) - order.indexOf(b.verdict.state));
}

function verdictLines(group: VerdictGroup, retry: (service: string) => string): readonly Line[] {
  const { verdict, service } = group;
  const [mark, look] = marks[verdict.state];
  // Of the run as a whole, not of one instance.
  if (verdict.address === '') return [[paint(look, mark), ' ', whyText(verdict.reason)]];
  const what = text(`cli.verdict.${verdict.state}`, {
    service,
    machines: ranges(group.machines),
    action: text(`cli.action.${actionKey(verdict.action)}`),
  });
  const lines: Line[] = [
    [paint(look, mark), ' ', what, ...(verdict.reason === '' ? [] : [`: ${whyText(verdict.reason)}`])],
  ];
  if (verdict.state === 'put-back')
    lines.push(['    ', text('cli.rejected', { service, command: retry(serviceOf(service)) })]);
  if (verdict.state === 'incomplete' || verdict.state === 'unknown')
    lines.push(['    ', text('cli.look-again')]);
  return lines;
}

const known = [
  'create',
  'update',
  'replace',
  'restart',
  'reload',
  'start',
  'stop',
  'delete',
  'adopt',
  'forget',
  'put-back',
] as const;

/** The journal's word for an action, in the reader's language. */
export function actionKey(action: string): (typeof known)[number] | 'none' {
  return known.find((name) => name === action) ?? 'none';
}
