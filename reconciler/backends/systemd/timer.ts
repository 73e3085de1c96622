import type { Definition } from '../../model/definition.ts';
import type { Mark } from '../../model/observed.ts';
import type { BackendContext } from '../backend.ts';
import { markLines } from '../mark.ts';
import { onCalendar } from './calendar.ts';
import { section, withRaw } from './directives.ts';
import { serviceUnit, timerUnit } from './name.ts';
import { escapeSpecifiers } from './quote.ts';
import { scopeOf } from './scope.ts';
import { descriptionOf, markSection } from './unit.ts';

export function timerPath(context: BackendContext, instance: string): string {
  return `${scopeOf(context).directory}/${timerUnit(instance)}`;
}

/** The timer beside the unit of a scheduled instance; marked by itself, for it is a file of its own. */
export function renderTimer(context: BackendContext, definition: Definition, mark: Mark): string | null {
  const { schedule } = definition;
  const elapses = schedule === undefined ? null : onCalendar(schedule);
  if (schedule === undefined || elapses === null) return null;
  const own: Mark = { ...mark, path: timerPath(context, definition.instance) };
  const body = [
    section('Unit', [['Description', escapeSpecifiers(descriptionOf(definition))]]),
    section(
      'Timer',
      withRaw(
        [
          ...elapses.map((elapse) => ['OnCalendar', elapse] as const),
          // The default lets a run start up to a minute late.
          ['AccuracySec', '1s'],
          ['Persistent', schedule.missed === 'run-once' ? 'true' : 'false'],
          ['Unit', serviceUnit(definition.instance)],
        ],
        definition.systemd?.['timer'],
      ),
    ),
    section('Install', withRaw([['WantedBy', 'timers.target']], definition.systemd?.['install'])),
    markSection(own),
  ].join('\n');
  return markLines(own, definition, body);
}
