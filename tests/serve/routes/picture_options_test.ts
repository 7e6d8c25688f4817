import { assertEquals } from "@std/assert";
import { applyOptions, tidy } from "../../../serve/routes/picture_options.ts";

Deno.test("tidy() drops how to resize when nothing is resized", () => {
  const options = { resize: "smooth", truncation: 1 } as const;
  assertEquals(tidy({ ...options, scale: "1" }).resize, "nearest");
  assertEquals(tidy({ ...options, scale: "2" }).resize, "smooth");
});

Deno.test("applyOptions() multiplies latents by the truncation", () => {
  const options = { scale: "2", resize: "smooth", truncation: 0.5 } as const;
  const { latents, scale } = applyOptions(Float32Array.of(1, -3), options);
  assertEquals([...latents, scale], [0.5, -1.5, 2]);
});
