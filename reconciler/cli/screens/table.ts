import { type Line, padding, paint, width } from './line.ts';

/** Columns as wide as their widest cell, two blanks between; the last one is never padded. */
export function table(rows: readonly (readonly Line[])[], indent = ''): readonly Line[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => width(row[column] ?? []))),
  );
  return rows.map((row) => {
    const last = row.findLastIndex((cell) => width(cell) > 0);
    return [
      indent,
      ...row
        .slice(0, last + 1)
        .flatMap((cell, column) =>
          column === last ? cell : [...cell, padding(cell, (widths[column] ?? 0) + 2)],
        ),
    ];
  });
}

/** A column is left out when no row has anything in it. */
export function headed(titles: readonly string[], rows: readonly (readonly Line[])[]): readonly Line[] {
  const used = titles.map((_, column) => column === 0 || rows.some((row) => width(row[column] ?? []) > 0));
  const keep = <Cell>(row: readonly Cell[]): readonly Cell[] => row.filter((_, column) => used[column]);
  return table([keep(titles).map((title): Line => [paint('bold', title)]), ...rows.map(keep)]);
}
