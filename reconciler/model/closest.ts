/** What was most probably meant: the closest of the known words, within a third of the letters, or the only one that it begins or ends. */
export function closest(word: string, known: Iterable<string>): string | null {
  const wanted = word.slice(0, 100);
  const lower = wanted.toLowerCase();
  let best: string | null = null;
  let bestDistance = (wanted.length < 2 ? 0 : Math.max(1, Math.floor(wanted.length / 3))) + 1;
  for (const candidate of known) {
    if (candidate === word) continue;
    const distance =
      candidate.toLowerCase() === lower ? 0 : distanceOf(wanted, candidate.slice(0, 100), bestDistance + 1);
    if (distance < bestDistance || (best !== null && distance === bestDistance && candidate < best)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? prefixed(lower, known);
}

/** `TERM` for `SIGTERM`, `rollback` for `rollbackOnFailure`: too far for a typing error, and yet meant. */
function prefixed(lower: string, known: Iterable<string>): string | null {
  if (lower.length < 3) return null;
  const found = [...known].filter((candidate) => {
    const other = candidate.toLowerCase();
    return other !== lower && (other.startsWith(lower) || other.endsWith(lower));
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/**
 * Damerau-Levenshtein distance (optimal string alignment: a swap of neighbours counts once), or `limit` when it is at
 * least that.
 */
export function distanceOf(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest >= limit) return limit;
    beforeLast = last;
    last = row;
  }
  return Math.min(limit, last[b.length] ?? limit);
}
