import { text } from '../../config/text.ts';
import type { Plan } from '../../model/plan.ts';
import { beforeAfter, symbolOf } from './change.ts';
import { diffLines } from './diff.ts';
import { groupsOf } from './groups.ts';
import { type Line, paint } from './line.ts';
import { shortRanges } from './words.ts';

/** Only what differs, each path as what is there and what is wanted; no summary, because diff(1) has none. */
export function diffOfPlan(plan: Plan, fileDiffs: ReadonlyMap<string, string>): readonly Line[] {
  return [
    ...groupsOf(plan)
      .filter(({ change }) => change.action !== 'none' && !change.held)
      .flatMap(({ change, machines }): readonly Line[] => [
        [
          paint(symbolOf(change).look, symbolOf(change).symbol),
          ' ',
          paint('bold', `${change.instance}`),
          ` ${shortRanges(machines, 3)}  `,
          paint('dim', text(`reason.${change.reason}`)),
        ],
        ...(change.action === 'adopt' ? [] : change.paths).flatMap(
          ({ path, before, after }): readonly Line[] =>
            before !== null && after !== null
              ? [[`  ${path}: `, ...beforeAfter(before, after)]]
              : [
                  [
                    before === null
                      ? paint('green', `+ ${path}: ${after ?? ''}`)
                      : paint('red', `- ${path}: ${before}`),
                  ],
                ],
        ),
      ]),
    ...[...fileDiffs].flatMap(([path, diff]) => [[paint('bold', path)] as Line, ...diffLines(diff, '')]),
  ];
}
