import { type CronFields, parseCron } from '../cron.ts';

/** Keys of StartCalendarInterval (launchd.plist(5)); a missing one means any. */
export type CalendarEntry = Readonly<Record<string, number>>;

/** More entries than this are no schedule that a person wrote. */
const entriesMax = 1500;

/**
 * The entries that match exactly when the cron line does, or null. launchd knows no lists, so each combination is an
 * entry; where day and weekday are both restricted either may match, so each has its own.
 */
export function calendarEntries(cron: string): readonly CalendarEntry[] | null {
  const fields = parseCron(cron);
  if (fields === null) return null;
  const entries =
    fields.days !== null && fields.weekdays !== null
      ? [...combined({ ...fields, weekdays: null }), ...combined({ ...fields, days: null })]
      : combined(fields);
  return entries.length > entriesMax ? null : entries;
}

function combined(fields: CronFields): readonly CalendarEntry[] {
  let entries: readonly CalendarEntry[] = [{}];
  for (const [key, values] of [
    ['Month', fields.months],
    ['Day', fields.days],
    ['Weekday', fields.weekdays],
    ['Hour', fields.hours],
    ['Minute', fields.minutes],
  ] as const) {
    if (values !== null)
      entries = entries.flatMap((entry) => values.map((value) => ({ ...entry, [key]: value })));
  }
  return entries;
}
