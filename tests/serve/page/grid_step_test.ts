import { assertEquals } from "@std/assert";
import { gridStep } from "../../../serve/page/shared/grid_step.ts";

Deno.test("gridStep() moves by rows and columns, and knows no other keys", () => {
  assertEquals(gridStep("ArrowDown", 4, 3), 7);
  assertEquals(gridStep("Home", 4, 3), 3);
  assertEquals(gridStep("a", 4, 3), undefined);
});
