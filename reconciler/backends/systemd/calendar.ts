import type { Schedule } from '../../model/definition.ts';
import { parseCron } from '../cron.ts';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * The `OnCalendar=` values (systemd.time(7)) that elapse exactly when the cron line does; null when there are none.
 * Where a cron line restricts both day of month and weekday either may match, so that becomes two values: a timer with
 * several elapses at the union of them.
 */
export function onCalendar(schedule: Schedule): readonly string[] | null {
  const cron = parseCron(schedule.cron);
  if (cron === null || !isTimeZone(schedule.timeZone)) return null;
  const time = `${list(cron.hours)}:${list(cron.minutes)}:00 ${schedule.timeZone}`;
  const month = list(cron.months);
  const byDay = `*-${month}-${list(cron.days)} ${time}`;
  if (cron.weekdays === null) return [byDay];
  const byWeekday = `${cron.weekdays.map((day) => weekdays[day]).join(',')} *-${month}-* ${time}`;
  return cron.days === null ? [byWeekday] : [byDay, byWeekday];
}

function list(values: readonly number[] | null): string {
  return values === null ? '*' : values.map((value) => String(value).padStart(2, '0')).join(',');
}

/** IANA names; whether the machine knows it is the machine's to say. */
function isTimeZone(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name);
}
