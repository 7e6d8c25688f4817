import { assertEquals, assertThrows } from "@std/assert";
import { folderUrl } from "../../../core/folder_url.ts";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { paintLatent, paintSeed } from "../../../core/generator/paint_seed.ts";
import { latents } from "../../../core/noise/latent.ts";

const generator = await loadGenerator(folderUrl("tests/fixtures/generator"));

Deno.test("paintLatent() paints a seed's picture when given its latent", () => {
  const picture = paintLatent(generator, latents([7]));
  assertEquals(picture, paintSeed(generator, 7));
  assertEquals([picture.width, picture.height], [64, 64]);
});

for (const length of [0, 99, 200]) {
  Deno.test(`paintLatent() refuses a latent of ${length} numbers`, () => {
    assertThrows(
      () => paintLatent(generator, new Float32Array(length)),
      RangeError,
      `Cannot paint a latent of ${length} numbers: it must have 100`,
    );
  });
}
