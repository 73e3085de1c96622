import { text } from '../../config/text.ts';
import type { AuditReport } from '../../pass/engine.ts';
import { type Line, type Look, paint } from './line.ts';
import { table } from './table.ts';

const looks: Readonly<Record<AuditReport['anchors'][number]['state'], Look>> = {
  matches: 'green',
  none: 'dim',
  behind: 'red',
  differs: 'red',
  unreachable: 'yellow',
};

/** A machine that could not be asked proves nothing, so it cannot make the proof fail either. */
export function auditPasses(report: AuditReport): boolean {
  return report.broken === null && report.anchors.every(({ state }) => looks[state] !== 'red');
}

export function auditLines(report: AuditReport): readonly Line[] {
  const { broken } = report;
  const passes = auditPasses(report);
  return [
    broken === null
      ? [paint('green', '✓'), ' ', text('cli.audit.chain', { stack: report.stack, count: report.events })]
      : [
          paint('red', '✗'),
          ' ',
          text(`cli.audit.broken.${broken.kind}`, { stack: report.stack, sequence: broken.sequence }),
        ],
    ...table(
      report.anchors.map(({ machine, state }): readonly Line[] => [
        ['  ', paint('bold', machine)],
        [paint(looks[state], text(`cli.audit.anchor.${state}`))],
      ]),
    ),
    ...(report.unanchored === 0
      ? []
      : [[paint('dim', `  ${text('cli.audit.unanchored', { count: report.unanchored })}`)]]),
    [paint('bold', passes ? text('cli.audit.passes') : text('cli.audit.fails'))],
  ];
}
