/**
 * Where a key leads in a grid that is counted row by row.
 *
 * @param key Name of the key, for instance "ArrowDown".
 * @param index Where the focus is.
 * @param columns Columns of the grid.
 * @returns The index to go to, which may lie outside of the grid, or
 *   `undefined` if the key leads nowhere.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { gridStep } from "edge-dcgan/serve/page/shared/grid_step.ts";
 *
 * assertEquals(gridStep("ArrowDown", 4, 3), 7);
 * assertEquals(gridStep("Home", 4, 3), 3);
 * assertEquals(gridStep("a", 4, 3), undefined);
 * ```
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
