import { assert, assertEquals } from "@std/assert";
import { readSubject } from "../../../train/eval/subject.ts";

Deno.test("readSubject() reads a frozen generator's options from its card", async () => {
  const { images, options } = await readSubject("weights");
  assert(images !== undefined && images > 0);
  assertEquals(options.data, "demo:toon-head");
});
