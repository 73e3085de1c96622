import type { Amount } from '../../model/desired.ts';

const durationUnits: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};
const sizeUnits: Readonly<Record<string, number>> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** `1h30m` in milliseconds; the schema has checked how it is written. */
export function durationMs(written: string): number {
  let total = 0;
  for (const [, count, unit] of written.matchAll(/([0-9]+)(ms|d|h|m|s)/g))
    total += Number(count) * (durationUnits[unit ?? ''] ?? 0);
  return total;
}

/** `512Mi` in bytes. */
export function sizeBytes(written: string): number {
  const [, count, unit] = /^([0-9]+)([A-Za-z]*)$/.exec(written) ?? [];
  return Number(count) * (sizeUnits[unit ?? ''] ?? 1);
}

export function amountFrom(written: string | number): Amount {
  return typeof written === 'number' ? { count: written } : { percent: Number(written.slice(0, -1)) };
}
