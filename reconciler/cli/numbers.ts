import type { Context } from './command.ts';
import { usage } from './usage.ts';

/** A whole number of at least 1. */
export function count(context: Context, name: 'lines' | 'last', otherwise: number): number {
  const given = context.options.value(name);
  if (given === null) return otherwise;
  if (!/^[1-9][0-9]{0,6}$/.test(given)) throw usage('not-a-count', { option: `--${name}`, word: given });
  return Number(given);
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `1h30m` in seconds; null: nothing was given. */
export function seconds(duration: string | null): number | null {
  if (duration === null) return null;
  if (!/^(?:[0-9]{1,7}[smhd])+$/.test(duration)) throw usage('not-a-duration', { word: duration });
  return [...duration.matchAll(/([0-9]+)([smhd])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit ?? ''] ?? 0),
    0,
  );
}
