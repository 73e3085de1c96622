const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const fields = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day of month', from: 1, to: 31, names: [] },
  { name: 'month', from: 1, to: 12, names: months },
  { name: 'day of week', from: 0, to: 7, names: days },
] as const;

export type CronProblem =
  | { readonly kind: 'fields'; readonly count: number }
  | { readonly kind: 'field'; readonly field: (typeof fields)[number]['name']; readonly written: string };

/** What is wrong with a schedule of five fields as crontab(5) has them; null: nothing. */
export function cronProblem(written: string): CronProblem | null {
  const parts = written.trim().split(/ +/);
  if (parts.length !== fields.length) return { kind: 'fields', count: parts.length };
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? '';
    if (!part.split(',').every((item) => isItem(item.toLowerCase(), field)))
      return { kind: 'field', field: field.name, written: part };
  }
  return null;
}

function isItem(item: string, field: (typeof fields)[number]): boolean {
  const match = /^(?:\*|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/([0-9]{1,3}))?$/.exec(item);
  if (match === null) return false;
  const [, first, last, step] = match;
  if (step !== undefined && (Number(step) < 1 || Number(step) > field.to)) return false;
  if (first === undefined) return true;
  const from = numberOf(first, field);
  const to = last === undefined ? from : numberOf(last, field);
  return from !== null && to !== null && from <= to && (step === undefined || last !== undefined);
}

function numberOf(word: string, field: (typeof fields)[number]): number | null {
  const named = (field.names as readonly string[]).indexOf(word);
  if (named !== -1) return named + field.from;
  if (!/^[0-9]{1,2}$/.test(word)) return null;
  const value = Number(word);
  return value >= field.from && value <= field.to ? value : null;
}
