import { text } from '../../config/text.ts';
import { healths, type InstanceStatus, type Status } from '../../pass/engine.ts';
import { type Line, paint } from './line.ts';
import { healthSpan, holdText, runText, servicesTable } from './services.ts';
import { table } from './table.ts';
import { age, shortHash } from './words.ts';

/** One look at everything: how it stands in a line, then whatever is not as it should be. */
export function statusLines(status: Status): readonly Line[] {
  const instances = status.services.flatMap((service) => service.instances);
  const counts = healths
    .map((health) => ({ health, count: instances.filter((one) => one.health === health).length }))
    .filter(({ count }) => count > 0);
  const unreached = status.machines.filter((machine) => !machine.reached);
  return [
    [
      paint('bold', status.stack),
      ` · ${shortHash(status.commit)} · `,
      text('cli.status.machines', { count: status.machines.length }),
      ' · ',
      ...(counts.length === 0
        ? [text('cli.status.nothing')]
        : counts.flatMap(({ health, count }, index) => [
            index === 0 ? '' : ', ',
            String(count),
            ' ',
            healthSpan(health),
          ])),
    ],
    ...(status.services.length === 0 ? [] : [[] as Line, ...servicesTable(status.services, false)]),
    ...(unreached.length === 0 ? [] : [[] as Line]),
    ...unreached.map(
      ({ machine, reason }): Line => [paint('red', '? '), paint('bold', machine), '  ', reason],
    ),
    ...ledgerLines(status),
  ];
}

/** Promises that are still to be kept: put-backs that were never seen to hold. */
function ledgerLines(status: Status): readonly Line[] {
  return status.machines.flatMap(({ machine, ledger }) =>
    Object.entries(ledger?.incomplete ?? {}).map(
      ([instance, release]): Line => [
        paint('red', '✗ '),
        text('cli.status.incomplete', { instance, machine, release: shortHash(release) }),
      ],
    ),
  );
}

/** Stack → machine → instance. */
export function treeLines(status: Status): readonly Line[] {
  const lines: Line[] = [[paint('bold', status.stack), ` · ${shortHash(status.commit)}`]];
  status.machines.forEach((machine, index) => {
    const lastMachine = index === status.machines.length - 1;
    lines.push([
      lastMachine ? '└─ ' : '├─ ',
      paint('bold', machine.machine),
      ...(machine.reached ? [] : ['  ', paint('red', text('cli.unreachable')), `  ${machine.reason}`]),
    ]);
    const below = status.services.flatMap((service) =>
      service.instances
        .filter((one) => one.machine === machine.machine)
        .map((one) => ({ one, hold: service.hold })),
    );
    const rows = table(below.map(({ one, hold }) => instanceRow(one, hold)));
    rows.forEach((row, at) => {
      lines.push([lastMachine ? '   ' : '│  ', at === rows.length - 1 ? '└─ ' : '├─ ', ...row]);
    });
  });
  return lines;
}

function instanceRow(one: InstanceStatus, hold: Parameters<typeof holdText>[0] | null): readonly Line[] {
  return [
    [one.observed.instance],
    [one.observed.backend],
    [shortHash(one.release)],
    [healthSpan(one.health)],
    [runText(one.observed.run), one.ageMs === null ? '' : ` ${age(one.ageMs)}`],
    [
      hold !== null ? holdText(hold) : one.health === 'Healthy' ? '' : one.why,
      one.declared ? '' : ` ${text('cli.not-declared')}`,
    ],
  ];
}
