import type { Place } from '../../model/problem.ts';

/** Offsets of a text as lines and columns. */
export class Lines {
  readonly file: string;
  readonly text: string;
  #starts: readonly number[] | null = null;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** Cut at the end of the line where it begins; never empty, so that there is something to point at. */
  place(start: number, end: number): Place {
    const starts = this.#lineStarts();
    const line = lastAtMost(starts, start);
    const lineStart = starts[line] ?? 0;
    const lineEnd = (starts[line + 1] ?? this.text.length + 1) - 1;
    return {
      file: this.file,
      line: line + 1,
      column: start - lineStart + 1,
      length: Math.max(1, Math.min(end, lineEnd) - start),
    };
  }

  /** The first occurrence of a text within a range, when it is in there; else the range. */
  narrowed(start: number, end: number, within: string | undefined): Place {
    const found = within === undefined || within === '' ? -1 : this.text.indexOf(within, start);
    if (within === undefined || found === -1 || found + within.length > end) return this.place(start, end);
    return this.place(found, found + within.length);
  }

  offset(line: number, column: number): number {
    return (this.#lineStarts()[line - 1] ?? 0) + column - 1;
  }

  #lineStarts(): readonly number[] {
    if (this.#starts === null) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1))
        starts.push(at + 1);
      this.#starts = starts;
    }
    return this.#starts;
  }
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
