/** `web-1 … web-12 (12)`: names of one stem with consecutive numbers become a range. */
export function ranges(names: readonly string[]): string {
  const parts: string[] = [];
  const sorted = [...new Set(names)].sort(byNumber);
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to + 1 < sorted.length && follows(sorted[to] ?? '', sorted[to + 1] ?? '')) to++;
    if (to - from < 2) to = from;
    parts.push(to === from ? (sorted[from] ?? '') : `${sorted[from]} … ${sorted[to]} (${to - from + 1})`);
    from = to + 1;
  }
  return parts.join(', ');
}

/** At most so many parts; the rest as a number. */
export function shortRanges(names: readonly string[], parts: number): string {
  const all = ranges(names).split(', ');
  return all.length <= parts ? all.join(', ') : `${all.slice(0, parts).join(', ')}, +${all.length - parts}`;
}

export function shortHash(hash: string | null): string {
  return hash === null ? '' : hash.slice(0, 7);
}

/** `340 ms`, `4.2 s`, `3 m 5 s`, `2 h 10 m`, `5 d 3 h`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return two(seconds, 60, 'm', 's');
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1440) return two(minutes, 60, 'h', 'm');
  return two(Math.round(ms / 3_600_000), 24, 'd', 'h');
}

/** One unit is enough to say how long something has been so. */
export function age(ms: number): string {
  if (ms < 60_000) return `${Math.max(0, Math.floor(ms / 1000))} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} m`;
  if (ms < 86_400_000) return `${Math.floor(ms / 3_600_000)} h`;
  return `${Math.floor(ms / 86_400_000)} d`;
}

function two(amount: number, base: number, large: string, small: string): string {
  const rest = amount % base;
  const whole = `${Math.floor(amount / base)} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

function follows(a: string, b: string): boolean {
  const [stemA, numberA] = numbered(a);
  const [stemB, numberB] = numbered(b);
  return stemA === stemB && numberA !== null && numberB === numberA + 1;
}

function byNumber(a: string, b: string): number {
  const [stemA, numberA] = numbered(a);
  const [stemB, numberB] = numbered(b);
  if (stemA !== stemB) return stemA < stemB ? -1 : 1;
  return (numberA ?? -1) - (numberB ?? -1) || (a < b ? -1 : 1);
}

function numbered(name: string): readonly [stem: string, number: number | null] {
  const match = /^(.*?)(0|[1-9][0-9]{0,8})$/.exec(name);
  return match === null ? [name, null] : [match[1] ?? '', Number(match[2])];
}

export function addressParts(address: string): { readonly machine: string; readonly instance: string } {
  const at = address.indexOf('/');
  return at === -1
    ? { machine: '', instance: address }
    : { machine: address.slice(0, at), instance: address.slice(at + 1) };
}

/** `api@2` is the second instance of `api`. */
export function serviceOf(instance: string): string {
  return instance.split('@')[0] ?? instance;
}
