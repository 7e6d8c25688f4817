import { assertEquals, assertRejects } from "@std/assert";
import { readGenerator } from "../../../core/generator/generator_folder.ts";
import { Renderer } from "../../../serve/studio/renderer.ts";
import { VIVID_GENERATOR } from "../../fixtures/vivid_generator.ts";
import { pngJob } from "./jobs.ts";

Deno.test("Renderer renders with a generator, and leaves its file to whoever has it", async () => {
  const files = await readGenerator(Deno, VIVID_GENERATOR);
  const renderer = new Renderer();
  renderer.open("a", files);
  assertEquals(files.model.length, files.card.model.bytes);
  assertEquals([renderer.has("a"), renderer.has("b")], [true, false]);
  const [rendering] = await renderer.run([pngJob(7)]);
  assertEquals(rendering?.bytes[0], 0x89);
  await assertRejects(
    () => renderer.run([pngJob(7, "b")]),
    RangeError,
    "There is no generator b",
  );
});
