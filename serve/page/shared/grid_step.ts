/**
 * Where a key leads in a grid that is counted row by row.
 *
 * @param key Name of the key, for instance "ArrowDown".
 * @param index Where the focus is.
 * @param columns Columns of the grid.
 * @returns The index to go to, which may lie outside of the grid, or
 *   `undefined` if the key leads nowhere.
 */
export function gridStep(
  key: string,
  index: number,
  columns: number,
): number | undefined {
  const column = index % columns;
  switch (key) {
    case "ArrowLeft":
      return index - 1;
    case "ArrowRight":
      return index + 1;
    case "ArrowUp":
      return index - columns;
    case "ArrowDown":
      return index + columns;
    case "Home":
      return index - column;
    case "End":
      return index - column + columns - 1;
    default:
      return undefined;
  }
}
