import { assertEquals, assertRejects } from "@std/assert";
import { readGenerator } from "../../../core/generator/generator_folder.ts";
import { loadGenerators } from "../../../serve/studio/load_generators.ts";
import { VIVID_GENERATOR } from "../../fixtures/vivid_generator.ts";
import { pngJob } from "./jobs.ts";

Deno.test("loadGenerators() frees the files and renders with what they held", async () => {
  const files = await readGenerator(Deno, VIVID_GENERATOR);
  const render = loadGenerators(new Map([["a", files]]));
  assertEquals(files.model.length, 0);
  const [rendering] = await render([pngJob(7)]);
  assertEquals(rendering?.bytes[0], 0x89);
  await assertRejects(
    () => render([pngJob(7, "b")]),
    RangeError,
    "There is no generator b",
  );
});
