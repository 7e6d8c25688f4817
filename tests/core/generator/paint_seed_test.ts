import { assertEquals, assertRejects } from "@std/assert";
import { folderUrl } from "../../../core/folder_url.ts";
import { loadGenerator } from "../../../core/generator/frozen_generator.ts";
import { paintLatent, paintSeed } from "../../../core/generator/paint_seed.ts";
import { latents } from "../../../core/noise/latent.ts";

// Outside of the tests: onnxruntime starts once, and stays.
const generator = await loadGenerator(folderUrl("tests/fixtures/generator"));

Deno.test("paintLatent() paints a seed's picture when given its latent", async () => {
  const picture = await paintLatent(generator, latents([7]));
  assertEquals(picture, await paintSeed(generator, 7));
  assertEquals([picture.width, picture.height], [64, 64]);
});

for (const length of [0, 99, 200]) {
  Deno.test(`paintLatent() refuses a latent of ${length} numbers`, async () => {
    await assertRejects(
      () => paintLatent(generator, new Float32Array(length)),
      RangeError,
      `Cannot paint a latent of ${length} numbers: it must have 100`,
    );
  });
}
