import { text } from '../../config/text.ts';
import type { Finding } from '../../pass/engine.ts';
import { type Line, type Look, padding, paint, textWidth } from './line.ts';

const looks: Readonly<Record<Finding['state'], Look>> = { ok: 'green', warning: 'yellow', failed: 'red' };

/** Each finding with what it means, its help beneath it, and how many are not as they should be. */
export function doctorLines(findings: readonly Finding[]): readonly Line[] {
  const states = (['ok', 'warning', 'failed'] as const).map((state) => text(`cli.doctor.${state}`));
  const subject = Math.max(0, ...findings.map((finding) => textWidth(finding.subject)));
  const state = Math.max(...states.map(textWidth));
  const failed = findings.filter((finding) => finding.state === 'failed').length;
  const warned = findings.filter((finding) => finding.state === 'warning').length;
  return [
    ...findings.flatMap((finding): readonly Line[] => {
      const word = paint(looks[finding.state], text(`cli.doctor.${finding.state}`));
      return [
        [
          finding.subject,
          padding([finding.subject], subject + 2),
          word,
          padding([word], state + 2),
          finding.detail,
        ],
        ...(finding.help === '' ? [] : [[' '.repeat(subject + state + 4), paint('cyan', finding.help)]]),
      ];
    }),
    [
      paint(
        'bold',
        failed + warned === 0 ? text('cli.doctor.well') : text('cli.doctor.summary', { failed, warned }),
      ),
    ],
  ];
}
