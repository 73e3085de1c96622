/** A five-field cron line as the sets it means; `null` is "any", so that every backend can say it in its own way. */
export interface CronFields {
  readonly minutes: readonly number[] | null;
  readonly hours: readonly number[] | null;
  readonly days: readonly number[] | null;
  readonly months: readonly number[] | null;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[] | null;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const ranges = {
  minutes: { from: 0, to: 59 },
  hours: { from: 0, to: 23 },
  days: { from: 1, to: 31 },
  months: { from: 1, to: 12, names: monthNames },
  weekdays: { from: 0, to: 7, names: weekdayNames },
} satisfies Record<keyof CronFields, Range>;

const nicknames: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Null for what service managers cannot say exactly: seconds, years, `L`, `W`, `#`, `?`, `@reboot`. */
export function parseCron(cron: string): CronFields | null {
  const line = nicknames[cron.trim().toLowerCase()] ?? cron;
  const fields = line.trim().split(/\s+/);
  const [minutes, hours, days, months, weekdays] = fields;
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return null;
  if (isAmbiguous(days, weekdays)) return null;
  const parsed = {
    minutes: parseField(minutes, ranges.minutes),
    hours: parseField(hours, ranges.hours),
    days: parseField(days, ranges.days),
    months: parseField(months, ranges.months),
    weekdays: sundayOnce(parseField(weekdays, ranges.weekdays)),
  };
  const { minutes: m, hours: h, days: d, months: mo, weekdays: w } = parsed;
  if (m === undefined || h === undefined || d === undefined || mo === undefined || w === undefined)
    return null;
  return { minutes: m, hours: h, days: d, months: mo, weekdays: w };
}

/** Crons disagree whether a stepped star restricts the day, which decides between "and" and "or". */
function isAmbiguous(days: string, weekdays: string): boolean {
  const stepped = days.startsWith('*/') || weekdays.startsWith('*/');
  return stepped && days !== '*' && weekdays !== '*';
}

/** Undefined: not understood. Null: every value, said as `*`. */
function parseField(text: string, range: Range): readonly number[] | null | undefined {
  if (text === '*') return null;
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return undefined;
    const [, star, first, last, stepText] = match;
    const step = stepText === undefined ? 1 : Number(stepText);
    const from = star === undefined ? numberOf(first, range) : range.from;
    const to = lastValue(star, last, stepText, from, range);
    if (step === 0 || !(from >= range.from && to <= range.to && from <= to)) return undefined;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** `5/10` counts on to the end of the range; `5` is only itself. */
function lastValue(
  star: string | undefined,
  last: string | undefined,
  step: string | undefined,
  from: number,
  range: Range,
): number {
  if (last !== undefined) return numberOf(last, range);
  return star !== undefined || step !== undefined ? range.to : from;
}

function numberOf(text: string | undefined, range: Range): number {
  if (text === undefined) return Number.NaN;
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const index = range.names?.indexOf(text.toUpperCase()) ?? -1;
  return index === -1 ? Number.NaN : index + range.from;
}

/** 7 is Sunday as well. */
function sundayOnce(days: readonly number[] | null | undefined): readonly number[] | null | undefined {
  if (!days) return days;
  return [...new Set(days.map((day) => day % 7))].sort((a, b) => a - b);
}
