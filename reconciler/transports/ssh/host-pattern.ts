/**
 * Whether a list of patterns means this name, by the rules of ssh_config(5) PATTERNS: `*` and `?`, commas, and `!` that
 * takes away whatever else matches. Names and patterns are compared without regard to case.
 */
export function matchesHostPatterns(name: string, patterns: string): boolean {
  const lower = name.toLowerCase();
  let isMeant = false;
  for (const pattern of patterns.toLowerCase().split(',')) {
    const isNegated = pattern.startsWith('!');
    if (!matchesWildcards(lower, isNegated ? pattern.slice(1) : pattern)) continue;
    if (isNegated) return false;
    isMeant = true;
  }
  return isMeant;
}

/** In time proportional to both lengths: only the last `*` is ever tried again. */
function matchesWildcards(name: string, pattern: string): boolean {
  let [at, from, star, resume] = [0, 0, -1, 0];
  while (at < name.length) {
    const wanted = pattern[from];
    if (wanted === '*') {
      star = from;
      resume = at;
      from += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === name[at])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      from = star + 1;
    } else return false;
  }
  while (pattern[from] === '*') from += 1;
  return from === pattern.length;
}
