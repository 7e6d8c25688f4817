import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { editLatents } from "../../../core/generator/edit_latents.ts";
import { axisDirection } from "../../fixtures/directions.ts";
import { latents } from "../../../core/noise/latent.ts";

const DIRECTIONS = [axisDirection(0), axisDirection(99)];

Deno.test("editLatents() adds each direction to every latent", () => {
  const two = latents([7, 8]);
  const before = two.slice();
  const edited = editLatents(two, [
    { direction: 1, strength: 1.5 },
    { direction: 2, strength: -2 },
  ], DIRECTIONS);
  const steps: Record<number, number> = { 0: 1.5, 99: -2, 100: 1.5, 199: -2 };
  assertEquals(edited, two.map((z, index) => z + (steps[index] ?? 0)));
  assertEquals(two, before);
});

Deno.test("editLatents() gives the latents themselves without edits", () => {
  const two = latents([7, 8]);
  assertStrictEquals(editLatents(two, [], []), two);
});

Deno.test("editLatents() refuses a direction that there is not", () => {
  assertThrows(
    () =>
      editLatents(latents([7]), [{ direction: 3, strength: 1 }], DIRECTIONS),
    RangeError,
    "Cannot edit along direction 3: there are 2",
  );
});
