import { assertEquals } from "@std/assert";
import { samplePath } from "../../../train/record/sample_grid.ts";

Deno.test("samplePath() numbers grids so that they sort by images", () => {
  assertEquals(
    samplePath({ imagesSeen: 32 }, "runs/1"),
    "runs/1/fakes-000000032.png",
  );
});
