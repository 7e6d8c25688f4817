/**
 * A table in columns that are as wide as they have to be; the first is aligned
 * to the left, the others to the right.
 *
 * @param rows The head and the rows, each with as many cells.
 * @returns Lines of text.
 */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length))
  );
  return rows.map((row) =>
    row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    }).join("  ")
  ).join("\n");
}
